import Foundation

extension HL7 {
    /// What a receiver says of a message.
    public struct Reply: Hashable, Sendable {
        /// The codes of HL7 table 0008.
        public enum Code: String, Sendable {
            case accepted = "AA"
            /// Understood, but it could not be done now; the sender may try again.
            case failed = "AE"
            /// Not understood or not supported; sending it again will not help.
            case rejected = "AR"
        }

        /// What is wrong with a message, and where.
        public struct Fault: Hashable, Sendable {
            /// Segment, occurrence and field, such as `PID^1^3`; empty where unknown.
            public let location: String
            public let condition: Condition
            /// What to do about it.
            public let words: String

            public init(location: String = "", _ condition: Condition, _ words: String) {
                self.location = location
                self.condition = condition
                self.words = words
            }
        }

        /// The codes of HL7 table 0357.
        public enum Condition: Int, Sendable {
            case segmentSequence = 100
            case requiredFieldMissing = 101
            case dataType = 102
            case tableValueNotFound = 103
            case unsupportedMessage = 200
            case unsupportedEvent = 201
            case unsupportedVersion = 203
            case unknownKey = 204
            case duplicateKey = 205
            case internalError = 207
        }

        public let code: Code
        public let faults: [Fault]

        public init(_ code: Code, _ faults: [Fault] = []) {
            self.code = code
            self.faults = faults
        }

        public static let accepted = Reply(.accepted)
    }
}

extension HL7.Reply.Condition {
    /// As table 0357 words it.
    var name: String {
        switch self {
        case .segmentSequence: "Segment sequence error"
        case .requiredFieldMissing: "Required field missing"
        case .dataType: "Data type error"
        case .tableValueNotFound: "Table value not found"
        case .unsupportedMessage: "Unsupported message type"
        case .unsupportedEvent: "Unsupported event code"
        case .unsupportedVersion: "Unsupported version id"
        case .unknownKey: "Unknown key identifier"
        case .duplicateKey: "Duplicate key identifier"
        case .internalError: "Application internal error"
        }
    }
}

extension HL7.Reply {
    /// The acknowledgement to send back.
    /// - Parameter request: What it answers, or as much of it as could be read.
    /// - Parameter id: The acknowledgement's own number, MSH-10.
    public func message(
        to request: HL7.Message?, at now: Date, in zone: TimeZone, id: String
    ) -> HL7.Message {
        let header = request?.first("MSH") ?? HL7.Segment("MSH", fields: [])
        let separators = request?.separators ?? .usual
        let trigger = header["9.2"]
        let version = header["12"].isEmpty ? "2.5" : header["12"]
        var fields: [HL7.Field] = [
            .init(raw: [separators.field]), .init(separators.encodingCharacters),
            header.field(5), header.field(6), header.field(3), header.field(4),
            .init(HL7.time(now, in: zone)), .empty,
            trigger.isEmpty ? .init("ACK") : .init("ACK", trigger, "ACK"), .init(id),
            header["11"].isEmpty ? .init("P") : header.field(11), .init(version),
        ]
        let charset = header.field(18)
        if !charset.present.isEmpty {
            fields += Array(repeating: .empty, count: 5) + [charset]
        }
        let words = faults.first?.words ?? ""
        let acknowledgement = HL7.Segment(
            "MSA",
            fields: [.init(code.rawValue), .init(header["10"])]
                + (words.isEmpty ? [] : [.init(words)]))
        // ERR-1 gave way to ERR-2 in version 2.5.
        let early = ["2.1", "2.2", "2.3", "2.3.1", "2.4"].contains(version)
        let errors = faults.map { $0.segment(early: early) }
        return HL7.Message(
            separators: separators,
            segments: [HL7.Segment("MSH", fields: fields), acknowledgement] + errors,
            charset: request?.charset ?? .utf8)
    }
}

extension HL7.Reply.Fault {
    fileprivate func segment(early: Bool) -> HL7.Segment {
        let place = HL7.Field([
            HL7.Repetition(location.split(separator: "^").map { HL7.Component([String($0)]) })
        ])
        let location = location.isEmpty ? HL7.Field.empty : place
        return HL7.Segment(
            "ERR",
            fields: [
                early ? location : .empty, early ? .empty : location,
                .init("\(condition.rawValue)", condition.name, "HL70357"), .init("E"),
                .empty, .empty, .empty, .init(words),
            ])
    }
}
