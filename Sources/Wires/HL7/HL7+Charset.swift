import Foundation

extension HL7 {
    /// How a message's text is spelled in bytes; the names are those of HL7 table 0211.
    public enum Charset: String, Hashable, Sendable, CaseIterable {
        case utf8 = "UNICODE UTF-8"
        case gb18030 = "GB 18030-2000"
        case latin1 = "8859/1"
    }
}

extension HL7.Charset {
    /// By the name in MSH-18, or by the names that senders write instead.
    public init?(named name: String) {
        switch name.uppercased().filter({ $0.isLetter || $0.isNumber }) {
        case "UNICODEUTF8", "UTF8", "UNICODE": self = .utf8
        case "GB180302000", "GB18030", "GBK", "GB2312", "CP936": self = .gb18030
        case "88591", "ISO88591", "LATIN1": self = .latin1
        default: return nil
        }
    }

    var encoding: String.Encoding {
        switch self {
        case .utf8: .utf8
        // kCFStringEncodingGB_18030_2000 as Foundation numbers it; the CF name is not public
        // on Linux.
        case .gb18030: String.Encoding(rawValue: 0x8000_0632)
        case .latin1: .isoLatin1
        }
    }

    /// Nil where the bytes are no text of this charset.
    public func decode(_ bytes: some Sequence<UInt8>) -> String? {
        String(data: Data(bytes), encoding: encoding)
    }

    /// Characters the charset lacks become question marks.
    public func encode(_ text: String) -> [UInt8] {
        switch self {
        case .latin1:
            text.unicodeScalars.map { UInt8(exactly: $0.value) ?? UInt8(ascii: "?") }
        // Both of these have all characters there are.
        case .utf8, .gb18030: [UInt8](text.data(using: encoding) ?? Data(text.utf8))
        }
    }

    /// What MSH-18 says, before anything is decoded.
    /// - Parameter usual: For messages that leave MSH-18 blank or call themselves ASCII.
    static func declared(
        in bytes: some Collection<UInt8>, usual: HL7.Charset
    ) throws(HL7.Malformed) -> HL7.Charset {
        let name = declaredName(in: bytes, doubleBytes: false)
        if let charset = HL7.Charset(named: name) { return charset }
        // The second byte of a GB 18030 character may look like a separator and shift the
        // count of fields, so count again with such characters stepped over.
        let other = declaredName(in: bytes, doubleBytes: true)
        if HL7.Charset(named: other) == .gb18030 { return .gb18030 }
        if saysNothing(name) || (usual == .gb18030 && saysNothing(other)) { return usual }
        throw HL7.Malformed(segment: 1, offset: 0, reason: .unknownCharset(name))
    }

    private static func saysNothing(_ name: String) -> Bool {
        name.isEmpty || name.uppercased() == "ASCII"
    }

    private static func declaredName(
        in bytes: some Collection<UInt8>, doubleBytes: Bool
    ) -> String {
        guard let separator = bytes.dropFirst(3).first else { return "" }
        var number = 1
        var name: [UInt8] = []
        var isTrail = false
        for byte in bytes.dropFirst(4) {
            if isTrail { isTrail = false; continue }
            if byte == 0x0D || byte == 0x0A { break }
            if byte == separator { number += 1 } else if number == 17 { name.append(byte) }
            isTrail = doubleBytes && byte >= 0x81
            if number > 17 { break }
        }
        let text = String(decoding: name, as: UTF8.self)
        return text.split(separator: "~", omittingEmptySubsequences: false).first
            .map { $0.trimmingCharacters(in: .whitespaces) } ?? ""
    }
}
