import Hospital
import Wires

extension HL7Translation {
    /// Why a message that could be read makes no events; sending it again will not help.
    public struct Untranslatable: Error, Hashable, Sendable {
        public let fault: HL7.Reply.Fault

        init(_ location: String, _ condition: HL7.Reply.Condition, _ words: String) {
            fault = HL7.Reply.Fault(location: location, condition, words)
        }

        /// A required field that is empty.
        static func missing(_ location: String, _ zh: String, _ en: String) -> Untranslatable {
            Untranslatable(
                location, .requiredFieldMissing, "\(zh)，此项必填 / \(en); it is required")
        }

        init(_ malformed: HISEvent.Malformed, at location: String) {
            let condition: HL7.Reply.Condition =
                switch malformed.problem {
                case .missing, .empty: .requiredFieldMissing
                case .unknownCampus, .unknownType, .unknownUrgency, .unknownWord:
                    .tableValueNotFound
                default: .dataType
                }
            self.init(location, condition, "\(malformed.zh) / \(malformed.en)")
        }
    }
}

/// Says where and why, never what the field held.
extension HL7Translation.Untranslatable: CustomStringConvertible {
    public var description: String {
        "cannot translate an HL7 message at \(fault.location): \(fault.words)"
    }
}
