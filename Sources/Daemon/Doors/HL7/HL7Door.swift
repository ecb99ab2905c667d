import Hospital
import Wires

/// Answers HL7 messages: AA once their events are kept, AR where they make none.
public struct HL7Door: Sendable {
    private let translation: HL7Translation
    private let isKnown: @Sendable (String) async throws -> Bool
    private let keep: @Sendable ([HISEvent]) async throws -> Void

    /// - Parameters:
    ///   - isKnown: Whether there is a patient of this number; an order registers those who are
    ///     not, and changes nothing about those who are.
    ///   - keep: Stores the events, all or none; returns after they are on disk. Events stored
    ///     before are no error.
    public init(
        _ translation: HL7Translation,
        isKnown: @escaping @Sendable (String) async throws -> Bool,
        keep: @escaping @Sendable ([HISEvent]) async throws -> Void
    ) {
        self.translation = translation
        self.isKnown = isKnown
        self.keep = keep
    }

    public func answer(_ message: HL7.Message) async throws -> HL7.Reply {
        var events: [HISEvent]
        do {
            events = try translation.events(of: message)
        } catch {
            return HL7.Reply(.rejected, [error.fault])
        }
        if let newcomer = translation.newcomer(in: message),
            case .patient(let patient) = newcomer.data, try await !isKnown(patient.patient)
        {
            events.insert(newcomer, at: 0)
        }
        if !events.isEmpty { try await keep(events) }
        return .accepted
    }
}
