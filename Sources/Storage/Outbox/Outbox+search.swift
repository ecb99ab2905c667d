import Foundation

extension Outbox {
    /// Which deliveries; what is nil does not matter.
    public struct Filter: Hashable, Sendable {
        public var connector: String?
        public var lane: String?
        /// All where empty.
        public var states: Set<Delivery.State> = []
        public var key: String?
        public var number: String?
        public var event: String?
        /// Somewhere in the payload or in the last error.
        public var text: String?

        public init(
            connector: String? = nil, lane: String? = nil, states: Set<Delivery.State> = [],
            key: String? = nil, number: String? = nil, event: String? = nil, text: String? = nil
        ) {
            self.connector = connector
            self.lane = lane
            self.states = states
            self.key = key
            self.number = number
            self.event = event
            self.text = text
        }
    }

    /// Open and past deliveries, the latest first.
    /// - Parameter id: Only those before this one: the next page begins where the last ended.
    public static func search(
        _ filter: Filter = Filter(), before id: Int? = nil, atMost limit: Int = 50,
        in transaction: any Transaction
    ) throws -> [Delivery] {
        let open = filter.states.filter(\.isOpen)
        let past = filter.states.subtracting(open)
        var found: [Delivery] = []
        let tail: SQL = " ORDER BY id DESC LIMIT \(limit)"
        if filter.states.isEmpty || !open.isEmpty {
            let head: SQL = "SELECT \(raw: Delivery.columns) FROM delivery WHERE 1 = 1"
            found += try transaction.rows(head + filter.conditions(open, before: id) + tail)
                .map { try Delivery($0) }
        }
        if filter.states.isEmpty || !past.isEmpty {
            let head: SQL = "SELECT \(raw: Delivery.pastColumns) FROM pastDelivery WHERE 1 = 1"
            found += try transaction.rows(head + filter.conditions(past, before: id) + tail)
                .map { try Delivery($0, isPast: true) }
        }
        return Array(found.sorted { $0.id > $1.id }.prefix(limit))
    }

    /// One delivery, wherever it is.
    public static func find(_ id: Int, in transaction: any Transaction) throws -> Delivery? {
        if let row = try transaction.row(
            "SELECT \(raw: Delivery.columns) FROM delivery WHERE id = \(id)")
        {
            return try Delivery(row)
        }
        return try transaction.row(
            "SELECT \(raw: Delivery.pastColumns) FROM pastDelivery WHERE id = \(id)"
        ).map { try Delivery($0, isPast: true) }
    }

    /// The delivery that carries a number.
    public static func find(
        number: String, of connector: String, in transaction: any Transaction
    ) throws -> Delivery? {
        try transaction.row(
            """
            SELECT delivery FROM deliveryNumber
            WHERE connector = \(connector) AND number = \(number)
            """
        ).flatMap { try find($0.int("delivery"), in: transaction) }
    }
}

extension Outbox.Filter {
    fileprivate func conditions(_ states: Set<Delivery.State>, before id: Int?) -> SQL {
        var sql: SQL = ""
        if let id { sql = sql + " AND id < \(id)" }
        if let connector { sql = sql + " AND connector = \(connector)" }
        if let lane { sql = sql + " AND lane = \(lane)" }
        if !states.isEmpty {
            sql = sql + " AND state IN (\(list: states.map(\.rawValue).sorted()))"
        }
        if let key { sql = sql + " AND key = \(key)" }
        if let number { sql = sql + " AND number = \(number)" }
        if let event { sql = sql + " AND event = \(event)" }
        if let text {
            let pattern = text.replacing("|", with: "||").replacing("%", with: "|%")
                .replacing("_", with: "|_")
            sql =
                sql + " AND (payload LIKE \("%\(pattern)%") ESCAPE '|'"
                + " OR lastError LIKE \("%\(pattern)%") ESCAPE '|')"
        }
        return sql
    }
}
