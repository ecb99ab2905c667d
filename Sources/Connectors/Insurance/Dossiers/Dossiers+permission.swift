import Foundation
import Hospital
import Storage

/// The question whether a settlement may be reversed, and its answers.
extension Dossiers {
    static func ask(_ dossier: Dossier, at now: Date, in transaction: any Transaction) throws {
        try transaction.execute(
            """
            UPDATE insuranceSettlement SET phase = 'asked', goAt = NULL, error = NULL,
                cancellation = CASE cancellation WHEN 'failed' THEN NULL ELSE cancellation END
            WHERE settlement = \(dossier.settlement) AND phase <> 'reversed'
            """)
        try Reversals.put(
            .list, .undoing, of: dossier.settlement, campus: dossier.campus,
            by: InsuranceConnector.name, at: now, in: transaction)
    }

    /// A new round, whose errands have numbers of their own.
    @discardableResult
    static func turn(_ settlement: String, in transaction: any Transaction) throws -> Int {
        try transaction.row(
            """
            UPDATE insuranceSettlement SET round = round + 1 WHERE settlement = \(settlement)
            RETURNING round
            """)?.int("round") ?? 1
    }

    /// Nothing of the insurance stands in the way any more.
    static func go(_ order: ListOrder, at now: Date, in transaction: any Transaction) throws {
        let settlement = order.settlement
        let dossier = try kept(settlement, in: transaction)
        // The HIS has said meanwhile that it does not reverse: what follows restores.
        guard dossier.round == order.round, dossier.phase != .idle else { return }
        if dossier.phase == .asked || dossier.phase == .stopped {
            try transaction.execute(
                """
                UPDATE insuranceSettlement SET phase = 'go', goAt = \(now), error = NULL,
                    isInDoubt = 0 WHERE settlement = \(settlement)
                """)
            try Steps.note(
                .go, of: settlement, by: InsuranceConnector.name, at: now, in: transaction)
        } else {
            try transaction.execute(
                """
                UPDATE insuranceSettlement SET error = NULL, isInDoubt = 0
                WHERE settlement = \(settlement)
                """)
        }
        func put(_ step: ReversalStep, _ state: Reversals.Entry.State) throws {
            try Reversals.put(
                step, state, of: settlement, campus: dossier.campus,
                by: InsuranceConnector.name, at: now, in: transaction)
        }
        try put(.list, .undone)
        if dossier.cancellation == .done { try put(.insurer, .undone) }
        // The hospital's own is told as standing only while somebody is to undo it.
        try put(.hospital, dossier.phase == .reversed ? .undone : .standing)
        try Exceptions.settle(
            [.withdrawal], of: settlement, because: "taken back", at: now, in: transaction)
    }

    /// Told not to reverse.
    static func stop(
        _ settlement: String, because reason: String, at now: Date,
        in transaction: any Transaction
    ) throws {
        let dossier = try kept(settlement, in: transaction)
        guard dossier.phase != .idle, dossier.phase != .go else { return }
        if dossier.phase != .reversed {
            try transaction.execute(
                """
                UPDATE insuranceSettlement SET phase = 'stopped' WHERE settlement = \(settlement)
                """)
            try Steps.note(
                .stop, of: settlement, by: InsuranceConnector.name, note: reason, at: now,
                in: transaction)
        }
        try transaction.execute(
            "UPDATE insuranceSettlement SET error = \(reason) WHERE settlement = \(settlement)")
        try Reversals.put(
            .list, .standing, of: settlement, campus: dossier.campus,
            by: InsuranceConnector.name, note: reason, at: now, in: transaction)
        try Exceptions.open(.withdrawal, of: dossier, note: reason, at: now, in: transaction)
    }

    /// The HIS does not reverse it after all.
    static func keep(_ dossier: Dossier, at now: Date, in transaction: any Transaction) throws {
        try transaction.execute(
            """
            UPDATE insuranceSettlement SET phase = 'idle', goAt = NULL, error = NULL,
                cancellation = NULL
            WHERE settlement = \(dossier.settlement)
            """)
        try turn(dossier.settlement, in: transaction)
        try Reversals.put(
            .list, .standing, of: dossier.settlement, campus: dossier.campus,
            by: InsuranceConnector.name, at: now, in: transaction)
        try Exceptions.settle(
            [.unanswered, .withdrawal], of: dossier.settlement, because: "not reversed", at: now,
            in: transaction)
    }

    /// It is tried again: what went wrong before says nothing any more.
    static func forgive(_ settlement: String, in transaction: any Transaction) throws {
        try transaction.execute(
            "UPDATE insuranceSettlement SET error = NULL WHERE settlement = \(settlement)")
    }

    /// An errand ended without success.
    static func gaveUp(
        _ kind: ErrandKind, _ order: ListOrder, because reason: String, at now: Date,
        in transaction: any Transaction
    ) throws {
        let dossier = try find(order.settlement, isLocked: true, in: transaction)
        guard let dossier, dossier.round == order.round else { return }
        switch kind {
        case .withdraw: try stop(order.settlement, because: reason, at: now, in: transaction)
        case .restore where dossier.mayBeRestored:
            try transaction.execute(
                """
                UPDATE insuranceSettlement SET error = \(reason)
                WHERE settlement = \(order.settlement)
                """)
            try Exceptions.open(.restoring, of: dossier, note: reason, at: now, in: transaction)
        case .restore: break
        }
    }
}
