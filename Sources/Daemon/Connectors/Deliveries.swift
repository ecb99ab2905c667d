import Foundation
import Hub
import Storage

/// The outbox as the command line sees and mends it.
///
/// A running daemon hears of it by its next look into the outbox.
public struct Deliveries: Sendable {
    private let store: Store
    private let zone: TimeZone
    private let now: @Sendable () -> Date

    public init(
        store: Store, zone: TimeZone, now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.store = store
        self.zone = zone
        self.now = now
    }

    /// One line each, the latest first.
    public func search(
        _ filter: Outbox.Filter, before: Int?, atMost limit: Int
    ) async throws -> [String] {
        let found = try await store.read {
            try Outbox.search(filter, before: before, atMost: limit, in: $0)
        }
        let style = Date.ISO8601FormatStyle(timeZoneSeparator: .colon, timeZone: zone)
        return found.map { delivery in
            [
                "\(delivery.id)", delivery.state.rawValue, delivery.lane, delivery.operation,
                delivery.number ?? "-", "tries \(delivery.attempt)",
                delivery.createdAt.formatted(style), delivery.lastError.map(Masks.cleared) ?? "",
            ].joined(separator: "  ")
        }
    }

    /// Lets every open delivery begin with the question what became of it, as after a restore.
    /// - Returns: How many would have been told without.
    public func doubt() async throws -> Int {
        try await store.write { try Outbox.doubt(in: $0) }
    }

    /// One delivery and its exchanges as JSON, masked; nil where it is not there.
    public func story(of id: Int) async throws -> String? {
        let found = try await store.read { transaction in
            (
                try Outbox.find(id, in: transaction),
                try Outbox.exchanges(of: id, in: transaction)
            )
        }
        guard let delivery = found.0 else { return nil }
        let masks = Masks(Roster.named(delivery.connector))
        let bytes = try WireJSON.bytes(DeliveryStory(delivery, found.1, masks), zone: zone)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// - Returns: Those that go, or would.
    public func replay(_ ids: [Int], dryRun: Bool) async throws -> [Int] {
        guard dryRun else {
            let gone = try await store.write { try Outbox.replay(ids, in: $0) }
            try await note("delivery.replay", gone.map(String.init).joined(separator: " "))
            return gone
        }
        return try await store.read { transaction in
            try Set(ids).sorted().filter {
                let state = try Outbox.find($0, in: transaction)?.state
                return state == .dead || state == .ready
            }
        }
    }

    /// - Parameter connectors: One of them hears that its delivery was given up.
    /// - Returns: Whether it was waiting or dead.
    public func skip(
        _ id: Int, because reason: String, of connectors: Connectors
    ) async throws -> Bool {
        let moment = now()
        let skipped = try await store.write { transaction in
            try connectors.skip(
                id, because: "\(reason) (command line)", at: moment, in: transaction)
        }
        guard skipped != nil else { return false }
        try await note("delivery.skip", "\(id)")
        return true
    }

    private func note(_ action: String, _ target: String) async throws {
        let entry = Audit.Entry(
            at: now(), actor: "command line", origin: "", action: action, target: target)
        try await store.write { try Audit.append(entry, in: $0) }
    }
}
