import Foundation
import Storage

/// What a patient of a short stay chose, time after time; the last choice counts.
struct Election: Hashable, Sendable {
    enum Choice: String, Hashable, Sendable, CaseIterable {
        case bedDay, original
    }

    /// Who chose.
    enum Chooser: String, Hashable, Sendable, CaseIterable {
        case patient, relative
    }

    let choice: Choice
    let chosenAt: Date
    let chosenBy: Chooser
    let `operator`: String
    /// The number of the signed slip.
    let signature: String
    let at: Date
}

enum Elections {
    static func append(
        _ election: Election, of stay: String, in transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO nursingElection (stay, choice, chosenAt, chosenBy, operator, signature, at)
            VALUES (\(stay), \(election.choice), \(election.chosenAt), \(election.chosenBy),
                \(election.operator), \(election.signature), \(election.at))
            """)
    }

    /// Every choice of a stay, the last one last.
    static func all(
        of stay: String, in transaction: any Transaction
    ) throws -> [Election] {
        try transaction.rows(
            """
            SELECT choice, chosenAt, chosenBy, operator, signature, at FROM nursingElection
            WHERE stay = \(stay) ORDER BY id
            """
        ).map { row in
            Election(
                choice: try row.named("choice"), chosenAt: try row.date("chosenAt"),
                chosenBy: try row.named("chosenBy"), operator: try row.string("operator"),
                signature: try row.string("signature"), at: try row.date("at"))
        }
    }

    /// Which of `stays` chose the original way.
    static func original(
        among stays: [String], in transaction: any Transaction
    ) throws -> Set<String> {
        let rows = try transaction.rows(
            """
            SELECT stay, choice FROM nursingElection WHERE stay IN (\(list: stays)) ORDER BY id
            """)
        var chosen: Set<String> = []
        for row in rows {
            let stay = try row.string("stay")
            if try row.named("choice") == Election.Choice.original {
                chosen.insert(stay)
            } else {
                chosen.remove(stay)
            }
        }
        return chosen
    }
}

/// Which stays have been settled, and which of those settlements were taken back.
enum Settlements {
    static func settle(
        _ settlement: String, of stay: String, at: Date, in transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO nursingSettlement (settlement, stay, settledAt)
            VALUES (\(settlement), \(stay), \(at))
            ON CONFLICT (settlement) DO UPDATE SET settledAt = excluded.settledAt
            """)
    }

    /// May arrive before the settlement itself.
    static func cancel(
        _ settlement: String, of stay: String, at: Date, in transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO nursingSettlement (settlement, stay, cancelledAt)
            VALUES (\(settlement), \(stay), \(at))
            ON CONFLICT (settlement) DO UPDATE SET cancelledAt = excluded.cancelledAt
            """)
    }

    /// Which of `stays` are settled.
    static func settled(
        among stays: [String], in transaction: any Transaction
    ) throws -> Set<String> {
        Set(
            try transaction.rows(
                """
                SELECT stay FROM nursingSettlement
                WHERE stay IN (\(list: stays)) AND settledAt IS NOT NULL AND cancelledAt IS NULL
                """
            ).map { try $0.string("stay") })
    }
}
