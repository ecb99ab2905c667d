import Hospital
import Hub
import Lab

/// Whether the HIS may go on, and why not.
enum Permission: Sendable {
    case go(JSON)
    /// - Parameter name: Stable, for programs.
    case stop(String, Words, JSON)

    static func stop(_ name: String, _ reason: Words) -> Permission { .stop(name, reason, [:]) }

    var json: JSON {
        switch self {
        case .go(let more): more.adding(["go": .bool(true)])
        case .stop(let name, let reason, let more):
            more.adding([
                "go": .bool(false), "because": .string(name), "reason": .words(reason),
            ])
        }
    }
}

extension JSON {
    func adding(_ members: [String: JSON]) -> JSON {
        guard case .object(let own) = self else { return .object(members) }
        return .object(own.merging(members) { $1 })
    }
}
