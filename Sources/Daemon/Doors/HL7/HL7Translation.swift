import Foundation
import Hospital
import Wires

/// Turns HL7 messages into the hospital's events.
///
/// Results (ORU^R01), orders (ORM^O01, OML^O21), patients, visits and stays (ADT^A01 A02 A03 A04
/// A08 A11 A12 A13). An event's id is the sender and the number it gave the message, so a message
/// sent again is the same event.
public struct HL7Translation: Sendable {
    /// What differs from one hospital's senders to another's.
    public struct Settings: Sendable {
        public var campuses: Set<String>
        /// Where MSH-6 names no campus; nil refuses such messages.
        public var usualCampus: String?
        /// Of times that name no offset.
        public var timeZone: TimeZone
        /// What the identifiers of PID-3 are, by their type in PID-3.5 (HL7 table 0203).
        public var identifiers: [String: Identifier] = [
            "PI": .patient, "MR": .patient, "": .patient,
            "HC": .card, "JHN": .card, "VN": .card,
            "NI": .document("resident"), "NNCHN": .document("resident"),
            "PPN": .document("passport"),
        ]
        /// Minutes of the draws of tests that are drawn several times, by OBR-4 code.
        public var timedTests: [String: [Int]] = [:]
        /// The cap's colour, in English, by the container's code in SPM-27.
        public var tubes: [String: String] = [:]

        public init(campuses: Set<String>, usualCampus: String?, timeZone: TimeZone) {
            self.campuses = campuses
            self.usualCampus = usualCampus
            self.timeZone = timeZone
        }
    }

    public enum Identifier: Hashable, Sendable {
        case patient
        case card
        /// An identity document of this type.
        case document(String)
    }

    public let settings: Settings

    public init(_ settings: Settings) { self.settings = settings }

    /// The events a message tells of; none where it is understood and nothing has happened
    /// for us, as with preliminary results.
    public func events(of message: HL7.Message) throws(Untranslatable) -> [HISEvent] {
        let origin = try Origin(message, settings)
        let kind = (message["MSH-9.1"], message["MSH-9.2"])
        let drafts: [Draft]?
        switch kind {
        case ("ORU", "R01"): drafts = try reports(in: message, origin)
        case ("ORM", "O01"), ("OML", "O21"): drafts = try orders(in: message, origin)
        case ("ADT", let trigger): drafts = try adt(trigger, message)
        case ("ORU", _), ("ORM", _), ("OML", _): drafts = nil
        default:
            throw Untranslatable(
                "MSH^1^9", .unsupportedMessage,
                "不支持的消息类型 / this message type is not supported")
        }
        guard let drafts else {
            throw Untranslatable(
                "MSH^1^9", .unsupportedEvent,
                "不支持的触发事件 / this trigger event is not supported")
        }
        var events: [HISEvent] = []
        for (index, draft) in drafts.enumerated() {
            events.append(
                try origin.event(
                    draft, suffix: drafts.count > 1 ? ".\(index + 1)" : "", settings))
        }
        return events
    }
}

extension HL7Translation {
    /// An event before it has its envelope.
    struct Draft {
        let kind: HISEvent.Kind
        /// When it happened; nil for the time of the message.
        var at: Date?
        let data: [String: JSON]
        /// The segment it was read from, such as `OBR^2`, to say where an error is.
        let location: String
    }
}
