import Foundation

/// State-like messages (a bed, a stock): of one operation of one key only the latest matters.
extension Outbox {
    /// Whether a later version is known, waiting or delivered.
    static func hasNewer(
        than version: Int, _ errand: Errand, key: String, in transaction: any Transaction
    ) throws -> Bool {
        try transaction.row(
            """
            SELECT 1 AS one FROM delivery
            WHERE lane = \(errand.lane) AND key = \(key) AND state = 'behind'
                AND version > \(version)
                AND connector = \(errand.connector) AND operation = \(errand.operation)
            UNION ALL
            SELECT 1 AS one FROM delivery
            WHERE lane = \(errand.lane) AND key = \(key) AND state <> 'behind'
                AND version > \(version)
                AND connector = \(errand.connector) AND operation = \(errand.operation)
            UNION ALL
            SELECT 1 AS one FROM pastDelivery
            WHERE lane = \(errand.lane) AND key = \(key) AND version > \(version)
                AND connector = \(errand.connector) AND operation = \(errand.operation)
                AND state <> 'skipped'
            LIMIT 1
            """) != nil
    }

    /// Ends the versions that nobody was told, dead ones too: what was refused is out of date.
    ///
    /// One whose fate is unknown stays: it must be asked about first.
    static func supersede(
        upTo version: Int, _ errand: Errand, key: String, at now: Date,
        in transaction: any Transaction
    ) throws {
        let older = try transaction.rows(
            """
            SELECT id FROM delivery
            WHERE id IN (
                    SELECT id FROM delivery
                    WHERE lane = \(errand.lane) AND key = \(key) AND state = 'behind'
                    UNION ALL
                    SELECT id FROM delivery
                    WHERE lane = \(errand.lane) AND key = \(key) AND state <> 'behind')
                AND version <= \(version)
                AND connector = \(errand.connector) AND operation = \(errand.operation)
                AND state <> 'running' AND step = 'deliver' {lock}
            """
        ).map { try $0.int("id") }
        guard !older.isEmpty else { return }
        try end(older, as: .superseded, because: nil, at: now, in: transaction)
        try promote([KeyedLane(errand.lane, key)], in: transaction)
    }

    /// Of heads about to be tried again, those that a newer version waits behind.
    static func outdated(_ ids: [Int], in transaction: any Transaction) throws -> [Int] {
        guard !ids.isEmpty else { return [] }
        return try transaction.rows(
            """
            SELECT old.id AS id FROM delivery old
            WHERE old.id IN (\(list: ids)) AND EXISTS (
                SELECT 1 FROM delivery new
                WHERE new.lane = old.lane AND new.key = old.key AND new.state = 'behind'
                    AND new.connector = old.connector AND new.operation = old.operation
                    AND new.version >= old.version)
            """
        ).map { try $0.int("id") }
    }
}
