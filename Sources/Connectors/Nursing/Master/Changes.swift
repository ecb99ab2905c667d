import Foundation
import Hospital
import Hub
import Lab
import Storage

/// Changes of master data: one person proposes, another confirms (two pairs of eyes).
enum Changes {
    struct Entry: Sendable, Identifiable {
        let id: Int
        let change: MasterChange
        /// Nil for what holds at every campus.
        let campus: String?
        let proposedBy: String
        let proposedAt: Date

        fileprivate init(_ row: Row) throws {
            id = try row.int("id")
            change = try row.json("content", as: MasterChange.self)
            campus = try row.optionalString("campus")
            proposedBy = try row.string("proposedBy")
            proposedAt = try row.date("proposedAt")
        }
    }

    /// Keeps a proposal; refuses by name what could not be confirmed.
    @discardableResult
    static func propose(
        _ change: MasterChange, by caller: Caller, at now: Date, in transaction: any Transaction
    ) throws -> Int {
        let campus = try MasterRules(in: transaction).campus(of: change)
        if let own = caller.campus, let campus, own != campus { throw Declined.foreignCampus }
        try transaction.nested { try MasterRules(in: transaction).check(change) }
        let content = String(decoding: try JSONEncoder().encode(change), as: UTF8.self)
        return try transaction.row(
            """
            INSERT INTO nursingChange (kind, campus, content, proposedBy, proposedAt, state)
            VALUES (\(change.kind), \(campus), \(content), \(caller.actor), \(now), 'waiting')
            RETURNING id
            """)?.int("id") ?? 0
    }

    static func waiting(
        for campus: String?, in transaction: any Transaction
    ) throws -> [Entry] {
        try transaction.rows(
            """
            SELECT id, content, campus, proposedBy, proposedAt FROM nursingChange
            WHERE state = 'waiting'
                AND (\(campus) IS NULL OR campus IS NULL OR campus = \(campus))
            ORDER BY id
            """
        ).map(Entry.init)
    }

    /// Carries out a proposal of somebody else's.
    /// - Returns: The first day of which something may cost another amount now; nil for none.
    static func confirm(
        _ id: Int, by caller: Caller, at now: Date, in transaction: any Transaction
    ) throws -> (entry: Entry, since: Day?) {
        let entry = try take(id, for: caller, in: transaction)
        guard entry.proposedBy != caller.actor else { throw Declined.samePerson }
        let rules = MasterRules(in: transaction)
        try rules.check(entry.change)
        let since = try rules.carryOut(entry.change, as: id)
        try decide(id, as: "confirmed", by: caller, at: now, in: transaction)
        return (entry, since)
    }

    /// Who proposed may take it back; anybody else may decline it.
    static func decline(
        _ id: Int, by caller: Caller, at now: Date, in transaction: any Transaction
    ) throws {
        _ = try take(id, for: caller, in: transaction)
        try decide(id, as: "declined", by: caller, at: now, in: transaction)
    }

    private static func take(
        _ id: Int, for caller: Caller, in transaction: any Transaction
    ) throws -> Entry {
        // Two that are confirmed at once must see each other's periods.
        _ = try Serials.next("nursing.changes", in: transaction)
        guard
            let entry = try waiting(for: caller.campus, in: transaction).first(where: {
                $0.id == id
            })
        else { throw Declined.noChange }
        return entry
    }

    private static func decide(
        _ id: Int, as state: String, by caller: Caller, at now: Date,
        in transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            UPDATE nursingChange SET state = \(state), decidedBy = \(caller.actor),
                decidedAt = \(now)
            WHERE id = \(id)
            """)
    }
}
