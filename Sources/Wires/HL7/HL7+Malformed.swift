extension HL7 {
    /// Where and why bytes are not a message.
    ///
    /// Says nothing of what they hold, which may be a patient.
    public struct Malformed: Error, Hashable, Sendable {
        public enum Reason: Hashable, Sendable {
            case empty
            case noHeader
            case headerTooShort
            case badSeparators
            case badSegmentName
            case unknownCharset(String)
            case notInCharset(Charset)
            case oversized(limit: Int)
        }

        /// Which segment, from 1; 0 where there are none.
        public let segment: Int
        /// How many bytes are before the fault.
        public let offset: Int
        public let reason: Reason

        public init(segment: Int, offset: Int, reason: Reason) {
            self.segment = segment
            self.offset = offset
            self.reason = reason
        }
    }
}

extension HL7.Malformed: CustomStringConvertible {
    public var description: String {
        "cannot read an HL7 message, segment \(segment), byte \(offset): \(reason)"
    }
}

extension HL7.Malformed.Reason: CustomStringConvertible {
    public var description: String {
        switch self {
        case .empty: "there is nothing in it"
        case .noHeader: "it does not begin with MSH"
        case .headerTooShort: "MSH ends before its separators"
        case .badSeparators: "MSH-1 and MSH-2 must be five different marks, such as |^~\\&"
        case .badSegmentName: "a segment's name must be three letters or digits"
        case .unknownCharset(let name):
            "MSH-18 '\(name.prefix(20))' is not supported; send UNICODE UTF-8 or GB 18030-2000"
        case .notInCharset(let charset):
            "its bytes are not \(charset.rawValue), which MSH-18 or the settings say"
        case .oversized(let limit): "it is larger than \(limit) bytes"
        }
    }
}
