import Foundation
import Hospital

extension Delivery {
    /// What an open delivery is read from.
    static let columns: StaticString = """
        id, connector, operation, lane, key, number, version, payload, event, state, step, \
        attempt, dueAt, deadline, createdAt, lastError, epoch
        """
    /// What a past one is read from.
    static let pastColumns: StaticString = """
        id, connector, operation, lane, key, number, version, payload, event, state, step, \
        attempt, dueAt, deadline, createdAt, lastError, epoch, endedAt
        """

    init(_ row: Row, isPast: Bool = false) throws {
        self.init(
            id: try row.int("id"), connector: try row.string("connector"),
            operation: try row.string("operation"), lane: try row.string("lane"),
            key: try row.optionalString("key"), number: try row.optionalString("number"),
            version: try row.optionalInt("version"),
            payload: try row.json("payload", as: JSON.self),
            event: try row.optionalString("event"), state: try row.named("state"),
            step: try row.named("step"), attempt: try row.int("attempt"),
            dueAt: try row.date("dueAt"), deadline: try row.optionalDate("deadline"),
            createdAt: try row.date("createdAt"),
            endedAt: isPast ? try row.optionalDate("endedAt") : nil,
            lastError: try row.optionalString("lastError"), epoch: try row.int("epoch"))
    }
}
