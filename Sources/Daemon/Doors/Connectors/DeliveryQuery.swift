import Foundation
import Storage

/// Which deliveries are meant, as an address or a body says it.
struct DeliveryQuery: Decodable, Sendable {
    var connector: String?
    var lane: String?
    var state: [String]?
    var key: String?
    var number: String?
    var event: String?
    var text: String?

    /// From an address; several states stand side by side with commas.
    init(_ visit: Visit) {
        connector = visit.query("connector")
        lane = visit.query("lane")
        state = visit.query("state")?.split(separator: ",").map(String.init)
        key = visit.query("key")
        number = visit.query("number")
        event = visit.query("event")
        text = visit.query("text")
    }

    /// Throws a problem that names a state there is not.
    var filter: Outbox.Filter {
        get throws {
            let states = try (state ?? []).map { name in
                guard let state = Delivery.State(rawValue: name) else {
                    let known = Delivery.State.allCases.map(\.rawValue).joined(separator: ", ")
                    throw Problem.badRequest(
                        "state 应为：\(known)。", "The states are \(known).")
                }
                return state
            }
            return Outbox.Filter(
                connector: connector, lane: lane, states: Set(states), key: key, number: number,
                event: event, text: text)
        }
    }
}

extension Visit {
    /// A whole number of the address; nil where it is left out.
    func whole(_ name: String) throws -> Int? {
        guard let text = query(name) else { return nil }
        guard let number = Int(text), number >= 0 else {
            throw Problem.badRequest("参数 \(name) 应为整数。", "\(name) is not a whole number.")
        }
        return number
    }

    /// How many rows are wanted: 50, at most 200.
    var limit: Int {
        get throws { min(max(try whole("limit") ?? 50, 1), 200) }
    }

    /// The delivery that the address names.
    var delivery: Int {
        get throws {
            guard let id = Int(self["id"]) else {
                throw Problem.unknown("delivery", "投递", "delivery")
            }
            return id
        }
    }
}
