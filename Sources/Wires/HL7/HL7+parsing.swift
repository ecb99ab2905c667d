extension HL7.Message {
    /// Reads a message, in the charset its header names.
    /// - Parameter usual: The charset of messages that name none.
    public init(
        parsing bytes: some Collection<UInt8>, usual: HL7.Charset = .utf8
    ) throws(HL7.Malformed) {
        guard let start = bytes.firstIndex(where: { $0 > 0x20 }) else {
            throw HL7.Malformed(segment: 0, offset: 0, reason: .empty)
        }
        let charset = try HL7.Charset.declared(in: bytes[start...], usual: usual)
        guard let text = charset.decode(bytes[start...]) else {
            throw HL7.Malformed(segment: 1, offset: 0, reason: .notInCharset(charset))
        }
        try self.init(text: text, charset: charset)
    }

    /// Reads a message that is text already.
    ///
    /// Segments may end in CR, LF or both.
    public init(text: String, charset: HL7.Charset = .utf8) throws(HL7.Malformed) {
        // Bytes, not characters: a combining mark after a separator would swallow it.
        let bytes = Array(text.utf8)
        let separators = try HL7.Separators(header: bytes)
        let escapes = HL7.Escapes(separators, charset)
        var segments: [HL7.Segment] = []
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex { $0 == 0x0D || $0 == 0x0A } ?? bytes.count
            let line = bytes[start..<end]
            // Blank lines come from CR LF and from senders that pad the end.
            if line.contains(where: { $0 > 0x20 }) {
                segments.append(try HL7.Segment(line, number: segments.count + 1, escapes))
            }
            start = end + 1
        }
        self.init(separators: separators, segments: segments, charset: charset)
    }
}

extension HL7.Separators {
    /// From the first bytes of a message, `MSH|^~\&`.
    init(header bytes: [UInt8]) throws(HL7.Malformed) {
        guard bytes.starts(with: Array("MSH".utf8)) else {
            throw HL7.Malformed(segment: 1, offset: 0, reason: .noHeader)
        }
        guard bytes.count >= 8 else {
            throw HL7.Malformed(segment: 1, offset: bytes.count, reason: .headerTooShort)
        }
        let marks = Array(bytes[3..<8])
        guard Set(marks).count == 5, marks.allSatisfy(\.isMark) else {
            throw HL7.Malformed(segment: 1, offset: 3, reason: .badSeparators)
        }
        self.init(
            field: marks[0], component: marks[1], repetition: marks[2], escape: marks[3],
            subcomponent: marks[4])
    }
}

extension HL7.Segment {
    init(
        _ line: ArraySlice<UInt8>, number: Int, _ escapes: HL7.Escapes
    ) throws(HL7.Malformed) {
        let separators = escapes.separators
        var parts = line.split(separator: separators.field, omittingEmptySubsequences: false)
        let name = parts.removeFirst()
        guard name.count == 3, name.allSatisfy(\.isAlphanumeric) else {
            throw HL7.Malformed(
                segment: number, offset: line.startIndex, reason: .badSegmentName)
        }
        self.init(String(decoding: name, as: UTF8.self), fields: [])
        if self.name == "MSH" {
            // Its first two fields are the separators, which must not be taken apart.
            fields = [.init(raw: [separators.field]), .init(raw: parts.first ?? [])]
            parts = Array(parts.dropFirst())
        }
        fields += parts.map { HL7.Field($0, escapes) }
    }
}

extension HL7.Field {
    init(raw: ArraySlice<UInt8>) {
        self.init([.init([.init([String(decoding: raw, as: UTF8.self)])])])
    }

    init(_ bytes: ArraySlice<UInt8>, _ escapes: HL7.Escapes) {
        let separators = escapes.separators
        func parts(_ bytes: ArraySlice<UInt8>, _ separator: UInt8) -> [ArraySlice<UInt8>] {
            bytes.split(separator: separator, omittingEmptySubsequences: false)
        }
        self.init(
            parts(bytes, separators.repetition).map { repetition in
                HL7.Repetition(
                    parts(repetition, separators.component).map { component in
                        HL7.Component(
                            parts(component, separators.subcomponent).map(escapes.unescape))
                    })
            })
    }
}

extension UInt8 {
    /// Fit to part a message: printable ASCII that names and numbers do not use.
    fileprivate var isMark: Bool { (0x21...0x7E).contains(self) && !isAlphanumeric }

    fileprivate var isAlphanumeric: Bool {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: false
        }
    }
}
