import Foundation
import Hospital
import Lab
import Storage
import Testing

/// The same events in any order, any of them twice, leave the same records.
struct OrderOfEventsTests {
    @Test(arguments: 1...12)
    func `records do not depend on the order in which events arrive`(seed: UInt64) async throws {
        var dice = SplitMix(seed: seed)
        let events = Happening.day(&dice)
        let expected = try await records(after: events)
        #expect(expected.contains { $0.contains("cancelled") || $0.contains("reported") })
        for _ in 1...4 {
            let repeats = events.filter { _ in Int.random(in: 0..<4, using: &dice) == 0 }
            let shuffled = (events + repeats).shuffled(using: &dice)
            #expect(try await records(after: shuffled) == expected)
        }
    }

    /// All tables as lines, after the events.
    private func records(after events: [Happening]) async throws -> [String] {
        let engine = try SQLiteEngine.temporary()
        try await engine.write { transaction in
            for event in events { try event.keep(in: transaction) }
        }
        let lines = try await engine.read { transaction in
            let tables: [(SQL, [String])] = [
                ("SELECT * FROM patient ORDER BY id", ["id", "name", "phone", "updatedAt"]),
                ("SELECT * FROM card ORDER BY number", ["number", "patient", "boundAt"]),
                ("SELECT * FROM document ORDER BY number", ["number", "patient", "boundAt"]),
                ("SELECT * FROM report ORDER BY id", ["id", "labOrder", "verifiedAt", "items"]),
                (
                    "SELECT * FROM labOrder WHERE patient IS NOT NULL ORDER BY id",
                    ["id", "patient", "visit", "urgency", "items", "state", "updatedAt"]
                ),
            ]
            let orders = try (1...6).compactMap { try Records.order(id: "L\($0)", in: transaction) }
                .map { "\($0.id) \($0.state.rawValue)" }
            return try orders
                + tables.flatMap { table in
                    try transaction.rows(table.0).map { row in
                        try table.1.map { "\(try row.value($0))" }.joined(separator: " ")
                    }
                }
        }
        try await engine.close()
        return lines
    }
}

/// One event of a day, at a minute of its own.
private enum Happening {
    case patient(Patient, Date)
    case bound(card: String, patient: String, Date)
    case order(LabOrder, Date)
    case cancelled(String, Date)
    case reported(LabReport)

    func keep(in transaction: any Transaction) throws {
        switch self {
        case .patient(let patient, let at): try Records.save(patient, at: at, in: transaction)
        case .bound(let card, let patient, let at):
            try Records.bind(card: card, to: patient, at: at, in: transaction)
        case .order(let order, let at): try Records.save(order, at: at, in: transaction)
        case .cancelled(let order, let at):
            try Records.cancel(order: order, at: at, in: transaction)
        case .reported(let report): try Records.save(report, in: transaction)
        }
    }

    /// Forty events about few things, so that they meet.
    static func day(_ dice: inout SplitMix) -> [Happening] {
        (0..<40).map { minute in
            let at = moment(Double(minute))
            func any(_ letter: String, of count: Int) -> String {
                "\(letter)\(Int.random(in: 1...count, using: &dice))"
            }
            switch Int.random(in: 0..<6, using: &dice) {
            case 0:
                return .patient(
                    Patient(
                        id: any("P", of: 3), name: "单\(minute)",
                        phone: Bool.random(using: &dice)
                            ? "1\(minute)" : nil, cards: [any("C", of: 4)],
                        documents: [.init(type: "resident", number: any("D", of: 4))]), at)
            case 1: return .bound(card: any("C", of: 4), patient: any("P", of: 3), at)
            case 2, 3:
                var order = labOrder(any("L", of: 6), visit: "V\(minute)")
                order.urgency = minute % 3 == 0 ? .timed([0, minute]) : .urgent
                if Bool.random(using: &dice) { order.state = .unpaid }
                return .order(order, at)
            case 4 where minute % 2 == 0: return .cancelled(any("L", of: 6), at)
            default:
                return .reported(
                    labReport(any("R", of: 4), order: any("L", of: 6), at: at, value: "\(minute)"))
            }
        }
    }
}

/// A small generator of repeatable numbers.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
