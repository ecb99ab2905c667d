import Cups

/// An IPP request or answer, freed when it goes out of scope.
struct IPPMessage: ~Copyable {
    private let message: OpaquePointer

    init(owning message: OpaquePointer) { self.message = message }

    /// A question about `queue`, for the attributes named.
    static func request(
        _ operation: ipp_op_t, on queue: String, job: Int32? = nil, attributes: [String] = []
    ) -> IPPMessage? {
        guard let message = ippNewRequest(operation) else { return nil }
        let request = IPPMessage(owning: message)
        var uri = [CChar](repeating: 0, count: 1024)
        httpAssembleURI(
            HTTP_URI_CODING_ALL, &uri, Int32(uri.count), "ipp", nil, "localhost", 631,
            "/printers/\(queue)")
        ippAddString(message, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", nil, uri)
        if let job {
            ippAddInteger(message, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", job)
        }
        ippAddString(
            message, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", nil, cupsUser())
        for (index, name) in attributes.enumerated() {
            if index == 0 {
                ippAddString(
                    message, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", nil, name)
            } else {
                var list = ippFindAttribute(message, "requested-attributes", IPP_TAG_KEYWORD)
                ippSetString(message, &list, Int32(index), name)
            }
        }
        return request
    }

    /// Adds a job's name and options.
    func name(_ title: String, options: borrowing CupsOptions) {
        ippAddString(message, IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", nil, title)
        cupsEncodeOptions2(message, options.count, options.list, IPP_TAG_JOB)
    }

    /// Gives the C object away; whoever takes it frees it.
    consuming func surrender() -> OpaquePointer {
        let message = message
        discard self
        return message
    }

    deinit { ippDelete(message) }

    /// The number or enum called `name`.
    func integer(_ name: String) -> Int32? {
        ippFindAttribute(message, name, IPP_TAG_ZERO).map { ippGetInteger($0, 0) }
    }

    /// The boolean called `name`.
    func flag(_ name: String) -> Bool? {
        ippFindAttribute(message, name, IPP_TAG_BOOLEAN).map { ippGetBoolean($0, 0) != 0 }
    }

    /// All strings called `name`.
    func strings(_ name: String) -> [String] {
        guard let attribute = ippFindAttribute(message, name, IPP_TAG_ZERO) else { return [] }
        return (0..<ippGetCount(attribute)).compactMap { index in
            ippGetString(attribute, index, nil).map { String(cString: $0) }
        }
    }
}
