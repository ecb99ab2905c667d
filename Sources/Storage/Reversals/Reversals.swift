import Foundation
import Hospital

/// How far the taking back of each settlement has come, over all connectors.
///
/// A connector notes what stands on a settlement as soon as it stands, and what becomes of it in
/// the transaction in which it does. So a later one knows what must go first without knowing who
/// does it, and after a crash each goes on at the first step that is not undone.
public enum Reversals {
    /// One step of one settlement.
    public struct Entry: Hashable, Sendable {
        public enum State: String, Codable, Sendable, CaseIterable {
            /// It is in force.
            case standing
            /// It is being taken back.
            case undoing
            case undone
        }

        public let settlement: String
        public let step: ReversalStep
        public let campus: String
        /// Who takes it back.
        public let connector: String
        public let state: State
        /// Why it is as it is; no name, card or ID number in it.
        public let note: String
        public let at: Date
    }

    /// Notes how a step stands; what waits for it goes on once it is undone.
    public static func put(
        _ step: ReversalStep, _ state: Entry.State, of settlement: String, campus: String,
        by connector: String, note: String = "", at now: Date, in transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO reversalStep (settlement, position, step, campus, connector, state, note,
                at)
            VALUES (\(settlement), \(step.position), \(step), \(campus), \(connector), \(state),
                \(note), \(now))
            ON CONFLICT (settlement, position) DO UPDATE SET connector = excluded.connector,
                state = excluded.state, note = excluded.note, at = excluded.at
            """)
        guard state == .undone else { return }
        try transaction.execute(
            """
            UPDATE delivery SET dueAt = \(now)
            WHERE state = 'ready' AND dueAt > \(now) AND id IN (
                SELECT waiting FROM reversalStep
                WHERE settlement = \(settlement) AND position > \(step.position))
            """)
    }

    /// The first step that has to be undone before `step` may be.
    /// - Parameter connectors: Those switched on; what another one noted holds nobody up.
    public static func obstacle(
        to step: ReversalStep, of settlement: String, among connectors: Set<String>,
        in transaction: any Transaction
    ) throws -> Entry? {
        try entries(of: settlement, in: transaction).first {
            $0.step < step && $0.state != .undone && connectors.contains($0.connector)
        }
    }

    /// Lets `delivery`, which takes `step` back, go on as soon as an earlier step is undone.
    public static func wait(
        _ delivery: Int, at step: ReversalStep, of settlement: String,
        in transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            UPDATE reversalStep SET waiting = \(delivery)
            WHERE settlement = \(settlement) AND position = \(step.position)
            """)
    }

    /// What is known of a settlement, in the order in which it has to be undone.
    public static func entries(
        of settlement: String, in transaction: any Transaction
    ) throws -> [Entry] {
        try transaction.rows(
            """
            SELECT settlement, step, campus, connector, state, note, at FROM reversalStep
            WHERE settlement = \(settlement) ORDER BY position
            """
        ).map(Entry.init)
    }
}

extension Reversals.Entry {
    fileprivate init(_ row: Row) throws {
        self.init(
            settlement: try row.string("settlement"), step: try row.named("step"),
            campus: try row.string("campus"), connector: try row.string("connector"),
            state: try row.named("state"), note: try row.string("note"),
            at: try row.date("at"))
    }
}
