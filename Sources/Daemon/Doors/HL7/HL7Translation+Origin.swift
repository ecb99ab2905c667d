import Foundation
import Hospital
import Wires

extension HL7Translation {
    /// Who sent a message, from which campus and when: what all its events share.
    struct Origin {
        let id: String
        let campus: String
        let at: Date

        init(_ message: HL7.Message, _ settings: Settings) throws(Untranslatable) {
            let number = message["MSH-10"].trimmingCharacters(in: .whitespaces)
            if number.isEmpty {
                throw .missing("MSH^1^10", "缺少消息编号", "the message has no control id")
            }
            id = [message["MSH-3"], number].filter { !$0.isEmpty }.joined(separator: "-")

            let facility = message["MSH-6"]
            if settings.campuses.contains(facility) {
                campus = facility
            } else if let usual = settings.usualCampus {
                campus = usual
            } else {
                let known = settings.campuses.sorted().joined(separator: ", ")
                throw Untranslatable(
                    "MSH^1^6", .tableValueNotFound,
                    "院区未配置，应为 / not a configured campus, send: \(known)")
            }

            guard let at = HL7.moment(message["MSH-7"], in: settings.timeZone) else {
                throw Untranslatable(
                    "MSH^1^7", .dataType, "不是时间，应如 / not a time, send: 20261122073000+0800")
            }
            self.at = at
        }

        /// Puts a draft into its envelope and through the checks that all events pass.
        func event(
            _ draft: Draft, suffix: String, _ settings: Settings
        ) throws(Untranslatable) -> HISEvent {
            let style = Date.ISO8601FormatStyle(
                timeZoneSeparator: .colon, timeZone: settings.timeZone)
            let envelope: JSON = .object([
                "id": .string(id + suffix),
                "type": .string(draft.kind.rawValue),
                "at": .string((draft.at ?? at).formatted(style)),
                "campus": .string(campus),
                "data": .object(draft.data),
            ])
            do {
                return try HISEvent(envelope, campuses: settings.campuses)
            } catch {
                throw Untranslatable(error, at: draft.location)
            }
        }
    }
}

extension [String: JSON] {
    /// Sets a member where there is something to say.
    ///
    /// HL7's `""` says that there is nothing.
    mutating func set(_ name: String, _ text: String) {
        if !text.isEmpty, text != "\"\"" { self[name] = .string(text) }
    }
}
