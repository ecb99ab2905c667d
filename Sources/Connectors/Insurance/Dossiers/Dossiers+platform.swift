import Foundation
import Hospital
import Storage

/// What the platform was asked and what it told.
extension Dossiers {
    /// An errand that something else has made pointless while it was under way.
    struct Overtaken: Error, Hashable {}

    /// The platform has told the list's state.
    static func looked(
        _ settlement: String, _ state: Dossier.ListState, at now: Date,
        in transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            UPDATE insuranceSettlement SET lookedAt = \(now), isInDoubt = 0,
                state = CASE state WHEN 'cancelled' THEN state ELSE CAST(\(state) AS TEXT) END
            WHERE settlement = \(settlement)
            """)
    }

    /// It is about to be taken back: whatever becomes of the message, it was submitted before.
    ///
    /// Throws `Overtaken` where the HIS has said meanwhile that it does not reverse.
    static func takingBack(
        _ settlement: String, round: Int, at now: Date, in transaction: any Transaction
    ) throws {
        let count = try transaction.execute(
            """
            UPDATE insuranceSettlement SET isWithdrawn = 1, isInDoubt = 1, changedTo = 0,
                changedAt = \(now)
            WHERE settlement = \(settlement) AND round = \(round)
                AND phase IN ('asked', 'stopped', 'reversed')
            """)
        guard count == 1 else { throw Overtaken() }
    }

    /// It stands as before: the platform took nothing back.
    static func stands(_ settlement: String, in transaction: any Transaction) throws {
        try transaction.execute(
            """
            UPDATE insuranceSettlement SET isWithdrawn = 0, isInDoubt = 0, changedTo = NULL,
                changedAt = NULL
            WHERE settlement = \(settlement)
            """)
    }

    /// It is about to be submitted again.
    ///
    /// Throws `Overtaken` where the settlement is reversed, or somebody asks again to reverse it:
    /// a list whose settlement is cancelled is never submitted (interface §7).
    /// - Parameter phases: In which it may be.
    static func submitting(
        _ settlement: String, in phases: Set<Dossier.Phase>, at now: Date,
        in transaction: any Transaction
    ) throws {
        let count = try transaction.execute(
            """
            UPDATE insuranceSettlement SET isInDoubt = 1, changedTo = 1, changedAt = \(now)
            WHERE settlement = \(settlement) AND state <> 'cancelled'
                AND phase IN (\(list: phases.map(\.rawValue).sorted()))
                AND (cancellation IS NULL OR cancellation = 'failed')
            """)
        guard count == 1 else { throw Overtaken() }
    }

    static func submitted(
        _ settlement: String, at now: Date, in transaction: any Transaction
    ) throws {
        let dossier = try kept(settlement, in: transaction)
        try transaction.execute(
            """
            UPDATE insuranceSettlement SET isWithdrawn = 0, isInDoubt = 0,
                state = CASE state WHEN 'cancelled' THEN state ELSE 'submitted' END,
                error = CASE phase WHEN 'idle' THEN NULL ELSE error END
            WHERE settlement = \(settlement)
            """)
        try Steps.note(
            .restored, of: settlement, by: InsuranceConnector.name, at: now, in: transaction)
        if dossier.phase == .idle {
            try Reversals.put(
                .list, .standing, of: settlement, campus: dossier.campus,
                by: InsuranceConnector.name, at: now, in: transaction)
        }
        try Exceptions.settle(
            [.restoring], of: settlement, because: "submitted again", at: now, in: transaction)
    }

    /// The insurance's cancellation is about to be sent, as `msgid`.
    ///
    /// Throws `Overtaken` where nobody wants it any more, or another is under way.
    static func cancelling(
        _ settlement: String, round: Int, as msgid: String, in transaction: any Transaction
    ) throws {
        let count = try transaction.execute(
            """
            UPDATE insuranceSettlement SET cancellation = 'sent', cancelMsgid = \(msgid),
                isInDoubt = 1
            WHERE settlement = \(settlement) AND round = \(round)
                AND phase IN ('asked', 'stopped', 'reversed')
                AND (cancellation IS NULL OR cancellation = 'failed')
            """)
        guard count == 1 else { throw Overtaken() }
    }

    static func cancelled(
        _ settlement: String, _ outcome: Dossier.Cancellation?, as setlID: String? = nil,
        in transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            UPDATE insuranceSettlement SET cancellation = \(outcome), isInDoubt = 0,
                cancelSetlId = coalesce(CAST(\(setlID) AS TEXT), cancelSetlId)
            WHERE settlement = \(settlement)
            """)
    }

    static func withdrawn(
        _ settlement: String, at now: Date, in transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            UPDATE insuranceSettlement SET isInDoubt = 0,
                state = CASE state WHEN 'cancelled' THEN state ELSE 'uploaded' END
            WHERE settlement = \(settlement)
            """)
    }
}
