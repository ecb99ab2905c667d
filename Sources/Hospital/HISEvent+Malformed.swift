extension HISEvent {
    /// Which member of an event is wrong, and what it should be.
    ///
    /// Never repeats a value that could be a patient's.
    public struct Malformed: Error, Hashable, Sendable {
        public enum Problem: Hashable, Sendable {
            case notJSON
            case missing
            /// What it should have been.
            case wrongKind(Expected)
            case empty
            case tooLong(limit: Int)
            case tooMany(limit: Int)
            case controlCharacter
            case unknownType(String)
            case unknownCampus(String, known: [String])
            case unknownUrgency(String)
            case unknownWord(String, known: [String])
            case notADate
            case notAMoment
            case noOffset
            case minutesNotAscending
            case minutesOutOfRange(limit: Int)
            case outOfRange(ClosedRange<Int>)
            case notWholeFen
            case notPositive
            /// The sum of the parts, the whole, and the member that holds the whole.
            case doesNotAddUp(Money, to: Money, of: String)
            /// The other member.
            case mustEqual(String)
            case mustDiffer(from: String)
        }

        public enum Expected: Hashable, Sendable {
            case object, text, textOrNumber, list, number, flag
        }

        /// The path of the member, such as `data.items[2].code`; empty for the whole body.
        public let member: String
        public let problem: Problem

        public init(member: String, problem: Problem) {
            self.member = member
            self.problem = problem
        }
    }
}

extension HISEvent.Malformed: CustomStringConvertible {
    public var description: String { en }

    /// What is wrong and what is expected, in Chinese.
    public var zh: String { "事件的\(member.isEmpty ? "正文" : " \(member) ")\(problem.zh)" }

    /// What is wrong and what is expected, in English.
    public var en: String {
        "The event's \(member.isEmpty ? "body" : member) \(problem.en)"
    }
}

extension HISEvent.Malformed.Problem {
    var zh: String {
        switch self {
        case .notJSON: "不是有效的 JSON，请发送 {\"id\",\"type\",\"at\",\"campus\",\"data\"}"
        case .missing: "缺失，此项必填"
        case .wrongKind(let expected): "类型不对，应为\(expected.zh)"
        case .empty: "为空，此项必填"
        case .tooLong(let limit): "太长，最多 \(limit) 个字符"
        case .tooMany(let limit): "太多，最多 \(limit) 项"
        case .controlCharacter: "含有控制字符，请去掉"
        case .unknownType(let type): "“\(type.quotable)”不是已知的事件类型，请对照接口文档"
        case .unknownCampus(let name, let known):
            "“\(name.quotable)”不是已配置的院区，应为 \(known.joined(separator: "、"))"
        case .unknownUrgency(let word): "“\(word.quotable)”不认识，应为 routine、urgent 或 timed"
        case .notADate: "不是日期，应为 yyyy-MM-dd，如 1990-03-07"
        case .notAMoment: "不是时间，应为带时区的 RFC 3339，如 2026-11-22T07:30:00+08:00"
        case .noOffset: "没有时区，应带时区，如 2026-11-22T07:30:00+08:00"
        case .minutesNotAscending: "不是递增的分钟数，应如 [0,60,120]"
        case .minutesOutOfRange(let limit): "超出范围，每项应为 0 到 \(limit) 分钟"
        case .unknownWord(let word, let known):
            "“\(word.quotable)”不认识，应为 \(known.joined(separator: "、"))"
        case .outOfRange(let range): "超出范围，应为 \(range.lowerBound) 到 \(range.upperBound)"
        case .notWholeFen: "不是整数，金额以分为单位，如 12.30 元写作 1230"
        case .notPositive: "应大于 0"
        case .doesNotAddUp(let sum, let total, let member):
            "合计 \(sum) 元，与 \(member) 的 \(total) 元不符"
        case .mustEqual(let member): "应与 \(member) 相同"
        case .mustDiffer(let member): "不得与 \(member) 相同"
        }
    }

    var en: String {
        switch self {
        case .notJSON: "is not JSON; send {\"id\",\"type\",\"at\",\"campus\",\"data\"}"
        case .missing: "is missing; it is required"
        case .wrongKind(let expected): "is of the wrong kind; send \(expected.en)"
        case .empty: "is empty; it is required"
        case .tooLong(let limit): "is too long; send at most \(limit) characters"
        case .tooMany(let limit): "has too many entries; send at most \(limit)"
        case .controlCharacter: "has control characters; remove them"
        case .unknownType(let type):
            "'\(type.quotable)' is not a known type of event; see the interface's list"
        case .unknownCampus(let name, let known):
            "'\(name.quotable)' is not a configured campus; send \(known.joined(separator: " or "))"
        case .unknownUrgency(let word):
            "'\(word.quotable)' is not known; send routine, urgent or timed"
        case .notADate: "is not a date; send yyyy-MM-dd, such as 1990-03-07"
        case .notAMoment:
            "is not a time; send RFC 3339 with offset, such as 2026-11-22T07:30:00+08:00"
        case .noOffset: "has no offset; send one, such as 2026-11-22T07:30:00+08:00"
        case .minutesNotAscending: "does not ascend; send minutes such as [0,60,120]"
        case .minutesOutOfRange(let limit): "is out of range; send minutes from 0 to \(limit)"
        case .unknownWord(let word, let known):
            "'\(word.quotable)' is not known; send \(known.joined(separator: " or "))"
        case .outOfRange(let range):
            "is out of range; send \(range.lowerBound) to \(range.upperBound)"
        case .notWholeFen: "is not whole; send amounts in fen, such as 1230 for 12.30 yuan"
        case .notPositive: "must be more than 0"
        case .doesNotAddUp(let sum, let total, let member):
            "adds up to \(sum) yuan, not to the \(total) of \(member)"
        case .mustEqual(let member): "must be the same as \(member)"
        case .mustDiffer(let member): "must not be the same as \(member)"
        }
    }
}

extension HISEvent.Malformed.Expected {
    var zh: String {
        switch self {
        case .object: "对象 {…}"
        case .text: "字符串"
        case .textOrNumber: "字符串或数字"
        case .list: "数组 […]"
        case .number: "整数"
        case .flag: "true 或 false"
        }
    }

    var en: String {
        switch self {
        case .object: "an object {…}"
        case .text: "a string"
        case .textOrNumber: "a string or a number"
        case .list: "a list […]"
        case .number: "a whole number"
        case .flag: "true or false"
        }
    }
}

extension String {
    /// Short and printable, for quoting in an error.
    fileprivate var quotable: String {
        String(String.UnicodeScalarView(unicodeScalars.filter { !$0.isControl }.prefix(40)))
    }
}
