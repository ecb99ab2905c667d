import Foundation
import Hospital
import Lab

extension Records {
    /// Keeps what an event of moment `at` says about an order.
    ///
    /// Its state only goes forward: a repeated payment does not undo a draw, and a cancelled
    /// order stays cancelled.
    public static func save(_ order: LabOrder, at: Date, in transaction: any Transaction) throws {
        try entry(order, at: at).save(in: transaction)
    }

    /// What an event of moment `at` says about an order.
    public static func entry(_ order: LabOrder, at: Date) throws -> Entry {
        let (urgency, minutes) = order.urgency.columns
        let (minutesText, items) = try (JSONText.encode(minutes), JSONText.encode(order.items))
        let earlier = LabOrder.State.allCases.prefix { $0 != order.state }.map(\.rawValue)
        return Entry([
            """
            INSERT INTO labOrder (id, patient, visit, department, campus, urgency, minutes, items,
                state, orderedAt, updatedAt)
            VALUES (\(order.id), \(order.patient), \(order.visit), \(order.department),
                \(order.campus), \(urgency), \(minutesText), \(items), \(order.state),
                \(order.orderedAt), \(at))
            ON CONFLICT (id) DO UPDATE SET patient = excluded.patient, visit = excluded.visit,
                department = excluded.department, campus = excluded.campus,
                urgency = excluded.urgency, minutes = excluded.minutes, items = excluded.items,
                orderedAt = excluded.orderedAt, updatedAt = excluded.updatedAt
            WHERE excluded.updatedAt >= labOrder.updatedAt
            """,
            """
            UPDATE labOrder SET state = \(order.state)
            WHERE id = \(order.id) AND state IN (\(list: earlier))
            """,
        ])
    }

    /// Cancels an order, even before it has arrived.
    public static func cancel(order id: String, at: Date, in transaction: any Transaction) throws {
        try entry(cancelling: id, at: at).save(in: transaction)
    }

    /// The cancellation of an order, even before it has arrived.
    public static func entry(cancelling id: String, at: Date) -> Entry {
        // Older than any event, so that the order itself fills in the rest when it comes.
        Entry([
            """
            INSERT INTO labOrder (id, campus, urgency, minutes, items, state, orderedAt, updatedAt)
            VALUES (\(id), '', 'routine', '[]', '[]', 'cancelled', \(at), 0)
            ON CONFLICT (id) DO UPDATE SET state = 'cancelled'
            """
        ])
    }

    /// Sets what the hall has done with orders: `drawn`, or `open` again after an undo.
    ///
    /// Those cancelled or reported meanwhile are left alone.
    public static func mark(
        _ orders: [String], _ state: LabOrder.State, in transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            UPDATE labOrder SET state = \(state)
            WHERE id IN (\(list: orders)) AND state NOT IN ('cancelled', 'reported')
            """)
    }

    /// A patient's orders in one of `states`, oldest first.
    public static func orders(
        of patient: String, states: Set<LabOrder.State> = [.open],
        in transaction: any Transaction
    ) throws -> [LabOrder] {
        try transaction.rows(
            """
            SELECT id, patient, visit, department, campus, urgency, minutes, items, state,
                orderedAt, (SELECT max(r.id) FROM report r WHERE r.labOrder = labOrder.id) AS report
            FROM labOrder WHERE patient = \(patient) ORDER BY orderedAt, id
            """
        ).map(LabOrder.init).filter { states.contains($0.state) }
    }

    public static func order(id: String, in transaction: any Transaction) throws -> LabOrder? {
        try transaction.row(
            """
            SELECT id, patient, visit, department, campus, urgency, minutes, items, state,
                orderedAt, (SELECT max(r.id) FROM report r WHERE r.labOrder = labOrder.id) AS report
            FROM labOrder WHERE id = \(id) AND patient IS NOT NULL
            """
        ).map(LabOrder.init)
    }
}

extension LabOrder.Urgency {
    fileprivate var columns: (String, [Int]) {
        switch self {
        case .routine: ("routine", [])
        case .urgent: ("urgent", [])
        case .timed(let minutes): ("timed", minutes)
        }
    }
}

extension LabOrder {
    fileprivate init(_ row: Row) throws {
        let urgency: Urgency =
            switch try row.string("urgency") {
            case "urgent": .urgent
            case "timed": .timed(try row.json("minutes", as: [Int].self))
            default: .routine
            }
        // Follows from the report rather than being noted, so that a report corrected to
        // another order leaves the first one to be drawn.
        var state: State = try row.named("state")
        if state != .cancelled, try row.optionalString("report") != nil { state = .reported }
        self.init(
            id: try row.string("id"), patient: try row.string("patient"),
            visit: try row.optionalString("visit"),
            department: try row.optionalString("department"), campus: try row.string("campus"),
            urgency: urgency, items: try row.json("items", as: [Item].self),
            state: state, orderedAt: try row.date("orderedAt"))
    }
}
