import Hospital
import Wires

/// Answers HL7 messages: AA once their events are kept, AR where they make none.
public struct HL7Door: Sendable {
    private let translation: HL7Translation
    private let keep: @Sendable ([HISEvent]) async throws -> Void

    /// - Parameter keep: Stores the events, all or none; returns after they are on disk.
    ///   Events stored before are no error.
    public init(
        _ translation: HL7Translation, keep: @escaping @Sendable ([HISEvent]) async throws -> Void
    ) {
        self.translation = translation
        self.keep = keep
    }

    public func answer(_ message: HL7.Message) async throws -> HL7.Reply {
        let events: [HISEvent]
        do {
            events = try translation.events(of: message)
        } catch {
            return HL7.Reply(.rejected, [error.fault])
        }
        if !events.isEmpty { try await keep(events) }
        return .accepted
    }
}
