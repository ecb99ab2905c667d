import Foundation
import Hub
import Hospital
import Storage
import Testing

@testable import Daemon
@testable import EInvoice

/// What the staff in the office do.
extension Clinic {
    /// Opens a page of the desk, or sends its form.
    func look(
        _ screen: String, query: [String: String] = [:], form: [String: String]? = nil,
        isConfirmed: Bool = false, as caller: Caller = .cashier
    ) async throws -> Screen.Answer {
        let screen = try #require(connector.screens.first { $0.name == screen })
        let clock = clock
        return try await screen.answer(
            Screen.Visit(
                query: query, form: form, isConfirmed: isConfirmed, caller: caller,
                now: clock.now,
                correspondence: QuestionBook.correspondence(
                    of: "einvoice", store: store, now: { clock.now })))
    }

    /// The rows that a page of the desk shows.
    func rows(_ screen: String, query: [String: String] = [:]) async throws -> [JSON] {
        guard case .page(let page) = try await look(screen, query: query) else {
            throw Trouble("no page")
        }
        return page.list("rows")
    }

    /// Lays our books beside the platform's, as every night.
    func reconcile(_ kind: Bill.Kind = .outpatient) async throws {
        let errand = DayOrder(campus: "benbu", place: "W01", kind: kind, day: "2026-11-23")
            .errand(again: UUID().uuidString)
        let now = clock.now
        try await store.write { try Outbox.enqueue(errand, at: now, in: $0) }
        wake()
        try await untilQuiet()
    }

    func differences() async throws -> [Differences.Row] {
        try await store.read {
            try Differences.search(day: nil, campus: nil, openOnly: true, in: $0)
        }
    }
}
