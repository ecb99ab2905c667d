import Foundation
import Insurer
import Storage

/// What was done with a settlement's list, in order, in table `insuranceStep`.
enum Steps {
    /// What was done.
    enum Act: String, Sendable, CaseIterable {
        // Told by the HIS, or by staff.
        case heard, asked, notReversed, reversed
        // Said to the platform.
        case look, withdraw, submit, cancel, takeBack, signIn
        // Answered by us.
        case go, stop, restored
    }

    enum Outcome: String, Sendable, CaseIterable {
        /// Left, and nothing has come back.
        case sent
        case done, refused, unknown, unsent
    }

    struct Step: Sendable {
        let at: Date
        let actor: String
        let act: Act
        let msgid: String?
        let refmsgid: String?
        let outcome: Outcome
        let note: String
    }

    static func note(
        _ act: Act, of settlement: String, by actor: String, msgid: String? = nil,
        _ outcome: Outcome = .done, note: String = "", at now: Date,
        in transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO insuranceStep (settlement, at, actor, act, msgid, outcome, note)
            VALUES (\(settlement), \(now), \(actor), \(act), \(msgid), \(outcome), \(note))
            """)
    }

    /// Writes down how a message was taken.
    static func end(
        msgid: String, as outcome: Outcome, refmsgid: String? = nil, note: String = "",
        in transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            UPDATE insuranceStep SET outcome = \(outcome), refmsgid = \(refmsgid), note = \(note)
            WHERE msgid = \(msgid)
            """)
    }

    /// Those of one settlement, oldest first.
    static func of(_ settlement: String, in transaction: any Transaction) throws -> [Step] {
        try transaction.rows(
            """
            SELECT at, actor, act, msgid, refmsgid, outcome, note FROM insuranceStep
            WHERE settlement = \(settlement) ORDER BY id
            """
        ).map { row in
            Step(
                at: try row.date("at"), actor: try row.string("actor"),
                act: try row.named("act"), msgid: try row.optionalString("msgid"),
                refmsgid: try row.optionalString("refmsgid"), outcome: try row.named("outcome"),
                note: try row.string("note"))
        }
    }
}
