import Foundation

/// One call to a counterparty: what was said, and what was heard.
public struct Exchange: Hashable, Sendable, Identifiable {
    public let id: Int
    public let connector: String
    /// Nil for a question that somebody asked and waited for.
    public let delivery: Int?
    public let attempt: Int
    public let number: String?
    public let sentAt: Date
    public let request: String
    public let answeredAt: Date?
    public let answer: String?
    /// Why there is no answer.
    public let fault: String?

    /// What came back, or why nothing did.
    public struct Heard: Hashable, Sendable {
        public let exchange: Int
        public let at: Date
        public let answer: String?
        public let fault: String?

        public init(_ exchange: Int, at moment: Date, answer: String? = nil, fault: String? = nil) {
            self.exchange = exchange
            at = moment
            self.answer = answer
            self.fault = fault
        }
    }
}

/// Requests hold patients; an exchange is told by its number.
extension Exchange: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "exchange \(id) (\(connector))" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// A worker whose delivery has been given to another: it must not speak for it any more.
public struct LeaseLost: Error, Hashable, Sendable, CustomStringConvertible {
    public init() {}
    public var description: String { "the delivery belongs to another worker now" }
}

extension Outbox {
    /// Writes down what is about to be said for `delivery`, which must still be ours.
    ///
    /// Throws `LeaseLost`.
    public static func intend(
        _ request: String, number: String?, for delivery: Delivery, at now: Date,
        in transaction: any Transaction
    ) throws -> Int {
        let held = try transaction.execute(
            """
            UPDATE delivery SET sentAt = \(now)
            WHERE id = \(delivery.id) AND epoch = \(delivery.epoch) AND state = 'running'
            """)
        guard held == 1 else { throw LeaseLost() }
        return try note(
            request, number: number, connector: delivery.connector, delivery: delivery.id,
            attempt: delivery.attempt, at: now, in: transaction)
    }

    /// Writes down a request; of a delivery, or of a question that somebody waits for.
    public static func note(
        _ request: String, number: String?, connector: String, delivery: Int? = nil,
        attempt: Int = 1, at now: Date, in transaction: any Transaction
    ) throws -> Int {
        try transaction.row(
            """
            INSERT INTO exchange (connector, delivery, attempt, number, sentAt, request)
            VALUES (\(connector), \(delivery), \(attempt), \(number), \(now), \(request))
            RETURNING id
            """)?.int("id") ?? 0
    }

    /// Writes down what came back.
    public static func hear(_ answers: [Exchange.Heard], in transaction: any Transaction) throws {
        for heard in answers {
            try transaction.execute(
                """
                UPDATE exchange SET answeredAt = \(heard.at), answer = \(heard.answer),
                    fault = \(heard.fault)
                WHERE id = \(heard.exchange) AND answeredAt IS NULL
                """)
        }
    }

    /// All that was said for a delivery, in order.
    public static func exchanges(
        of delivery: Int, in transaction: any Transaction
    ) throws -> [Exchange] {
        try transaction.rows(
            """
            SELECT id, connector, delivery, attempt, number, sentAt, request, answeredAt, answer,
                fault
            FROM exchange WHERE delivery = \(delivery) ORDER BY id
            """
        ).map(Exchange.init)
    }
}

extension Exchange {
    fileprivate init(_ row: Row) throws {
        id = try row.int("id")
        connector = try row.string("connector")
        delivery = try row.optionalInt("delivery")
        attempt = try row.int("attempt")
        number = try row.optionalString("number")
        sentAt = try row.date("sentAt")
        request = try row.string("request")
        answeredAt = try row.optionalDate("answeredAt")
        answer = try row.optionalString("answer")
        fault = try row.optionalString("fault")
    }
}
