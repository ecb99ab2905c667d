import Foundation
import Hospital
import Storage

/// A delivery as operators see it; whom it is about is masked.
struct DeliveryView: Encodable, Sendable {
    let id: Int
    let connector: String
    let operation: String
    let lane: String
    let key: String?
    let number: String?
    let version: Int?
    let event: String?
    let state: Delivery.State
    let step: Delivery.Step
    let attempt: Int
    let createdAt: Date
    let dueAt: Date
    let deadline: Date?
    let endedAt: Date?
    let lastError: String?
    /// Left out in lists.
    let payload: JSON?

    /// - Parameter masks: For the payload; left out where nil.
    init(_ delivery: Delivery, payload masks: Masks? = nil) {
        id = delivery.id
        connector = delivery.connector
        operation = delivery.operation
        lane = delivery.lane
        key = delivery.key
        number = delivery.number
        version = delivery.version
        event = delivery.event
        state = delivery.state
        step = delivery.step
        attempt = delivery.attempt
        createdAt = delivery.createdAt
        dueAt = delivery.dueAt
        deadline = delivery.deadline
        endedAt = delivery.endedAt
        lastError = delivery.lastError.map(Masks.cleared)
        payload = masks?.masked(delivery.payload)
    }
}

/// One call of a delivery, as operators see it.
struct ExchangeView: Encodable, Sendable {
    /// The first line, such as `POST https://…` or `200`, and the body read and masked.
    struct Side: Encodable, Sendable {
        let line: String
        let body: JSON

        init(_ legible: String, _ masks: Masks) {
            let end = legible.firstRange(of: "\n\n")
            line = Masks.cleared(String(legible[..<(end?.lowerBound ?? legible.endIndex)]))
            body = end.map { masks.masked(body: String(legible[$0.upperBound...])) } ?? .null
        }
    }

    let id: Int
    let attempt: Int
    let number: String?
    let sentAt: Date
    let request: Side
    let answeredAt: Date?
    let answer: Side?
    let fault: String?

    init(_ exchange: Exchange, _ masks: Masks) {
        id = exchange.id
        attempt = exchange.attempt
        number = exchange.number
        sentAt = exchange.sentAt
        request = Side(exchange.request, masks)
        answeredAt = exchange.answeredAt
        answer = exchange.answer.map { Side($0, masks) }
        fault = exchange.fault.map(Masks.cleared)
    }
}
