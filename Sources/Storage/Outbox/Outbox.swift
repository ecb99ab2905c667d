import Foundation
import Hospital

/// What counterparties are to be told, in the transaction that made it necessary.
///
/// An errand enqueued becomes a *delivery*. Of the deliveries of one key in one lane only the
/// first, the *head*, is out of the line; the others are `behind`. Whatever has ended moves to
/// `pastDelivery`, so that what is open is found as quickly beside ten rows of history as beside
/// ten million.
public enum Outbox {
    /// Keeps `errand`, to be delivered in its turn.
    ///
    /// An errand whose number the connector has used before is not kept again. An older version
    /// of the same that has not been sent is superseded; where a newer one is known, this is.
    /// - Parameter event: The HIS event it came from.
    /// - Returns: The delivery's number: the one that was there where the errand is known.
    @discardableResult
    public static func enqueue(
        _ errand: Errand, event: String? = nil, at now: Date, in transaction: any Transaction
    ) throws -> Int {
        if let known = try reserve(errand, in: transaction) { return known }
        let id: Int
        if let version = errand.version, let key = errand.key {
            let isOld = try hasNewer(than: version, errand, key: key, in: transaction)
            if !isOld { try supersede(upTo: version, errand, key: key, at: now, in: transaction) }
            id = try insert(errand, event: event, at: now, in: transaction)
            if isOld {
                try end([id], as: .superseded, because: nil, at: now, in: transaction)
                try promote([KeyedLane(errand.lane, key)], in: transaction)
            }
        } else {
            id = try insert(errand, event: event, at: now, in: transaction)
        }
        if let number = errand.number {
            try transaction.execute(
                """
                UPDATE deliveryNumber SET delivery = \(id)
                WHERE connector = \(errand.connector) AND number = \(number)
                """)
        }
        return id
    }

    /// Takes the errand's number for ever; gives the delivery that has it already.
    private static func reserve(
        _ errand: Errand, in transaction: any Transaction
    ) throws -> Int? {
        guard let number = errand.number else { return nil }
        let isNew = try transaction.execute(
            """
            INSERT INTO deliveryNumber (connector, number, delivery)
            VALUES (\(errand.connector), \(number), 0)
            ON CONFLICT (connector, number) DO NOTHING
            """)
        guard isNew == 0 else { return nil }
        return try transaction.row(
            """
            SELECT delivery FROM deliveryNumber
            WHERE connector = \(errand.connector) AND number = \(number)
            """)?.int("delivery")
    }

    /// Inserts it as the head of its key, or behind the head.
    private static func insert(
        _ errand: Errand, event: String?, at now: Date, in transaction: any Transaction
    ) throws -> Int {
        guard let key = errand.key else {
            return try insert(errand, event, as: .ready, at: now, in: transaction) ?? 0
        }
        // The head may end between the two looks, in another daemon; then there is room at the
        // head after all. Once its row is locked it cannot end before we are behind it.
        while true {
            if let id = try insert(errand, event, as: .ready, at: now, in: transaction) {
                return id
            }
            let head = try transaction.row(
                """
                SELECT id FROM delivery
                WHERE lane = \(errand.lane) AND key = \(key) AND state <> 'behind' {lock}
                """)
            if head != nil,
                let id = try insert(errand, event, as: .behind, at: now, in: transaction)
            {
                return id
            }
        }
    }

    /// - Returns: Nil where the key has a head already.
    private static func insert(
        _ errand: Errand, _ event: String?, as state: Delivery.State, at now: Date,
        in transaction: any Transaction
    ) throws -> Int? {
        try transaction.row(
            """
            INSERT INTO delivery (connector, operation, lane, key, number, version, payload,
                event, state, step, attempt, urgency, dueAt, deadline, createdAt, epoch)
            VALUES (\(errand.connector), \(errand.operation), \(errand.lane), \(errand.key),
                \(errand.number), \(errand.version), \(errand.payload.text), \(event), \(state),
                'deliver', 0, 3, \(errand.dueAt ?? now), \(errand.deadline), \(now), 0)
            ON CONFLICT (lane, key) WHERE key IS NOT NULL AND state <> 'behind' DO NOTHING
            RETURNING id
            """)?.int("id")
    }
}
