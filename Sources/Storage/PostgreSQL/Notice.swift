/// Names on their way to other processes, one a line.
enum Notice {
    /// The server takes no more than 8000 bytes at once.
    private static let bytesAtMost = 7900

    static func payloads(of names: Set<String>) -> [String] {
        var payloads: [String] = []
        for name in names.sorted() where name.utf8.count < bytesAtMost {
            if let last = payloads.last, last.utf8.count + name.utf8.count < bytesAtMost {
                payloads[payloads.count - 1] = last + "\n" + name
            } else {
                payloads.append(name)
            }
        }
        return payloads
    }

    static func names(in payload: String) -> Set<String> {
        Set(payload.split(separator: "\n").map(String.init))
    }
}
