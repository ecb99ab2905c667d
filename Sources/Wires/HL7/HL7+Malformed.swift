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
        "cannot read an HL7 message, segment \(segment), byte \(offset): \(reason.en)"
    }

    /// For the sender, in Chinese and English.
    public var words: String { "第 \(segment) 段第 \(offset) 字节：\(reason.zh) / \(description)" }
}

extension HL7.Malformed.Reason {
    var zh: String {
        switch self {
        case .empty: "消息为空"
        case .noHeader: "消息不以 MSH 开头"
        case .headerTooShort: "MSH 段在分隔符之前就结束了"
        case .badSeparators: "MSH-1 和 MSH-2 应为五个不同的符号，如 |^~\\&"
        case .badSegmentName: "段名应为三个字母或数字"
        case .unknownCharset(let name):
            "不支持 MSH-18 字符集“\(name.quotable)”，请用 UNICODE UTF-8 或 GB 18030-2000"
        case .notInCharset(let charset): "内容不是 \(charset.rawValue) 编码，请检查 MSH-18"
        case .oversized(let limit): "消息超过 \(limit) 字节"
        }
    }

    var en: String {
        switch self {
        case .empty: "there is nothing in it"
        case .noHeader: "it does not begin with MSH"
        case .headerTooShort: "MSH ends before its separators"
        case .badSeparators: "MSH-1 and MSH-2 must be five different marks, such as |^~\\&"
        case .badSegmentName: "a segment's name must be three letters or digits"
        case .unknownCharset(let name):
            """
            MSH-18 '\(name.quotable)' is not supported; send UNICODE UTF-8 or GB 18030-2000
            """
        case .notInCharset(let charset):
            "its bytes are not \(charset.rawValue), which MSH-18 or the settings say"
        case .oversized(let limit): "it is larger than \(limit) bytes"
        }
    }
}

extension String {
    /// Short printable ASCII, fit for a log and an error whoever sent it.
    var quotable: String {
        String(filter { $0.isASCII && $0 >= " " && $0 != "\u{7F}" }.prefix(40))
    }
}
