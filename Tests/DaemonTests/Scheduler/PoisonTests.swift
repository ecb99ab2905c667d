import ConnectorKit
import Foundation
import Hospital
import Hub
import Lab
import Logging
import Storage
import TestKit
import Testing

@testable import Daemon

/// Deliveries and answers that do harm to those who touch them.
struct PoisonTests {
    private static let environment = ProcessInfo.processInfo.environment
    /// Set in the victim: the folder of its store.
    private static let folder = environment["LABQUEUE_POISON_FOLDER"]
    private static let attempts = 3

    private func with(
        _ kind: EngineKind, _ body: (Stage) async throws -> Void
    ) async throws {
        let folder = try Folder()
        let server = kind == .postgresql ? try await PostgreSQLServer.shared : nil
        let line = try await server?.makeDatabase() ?? "sqlite"
        let store = try await Store.open(line, folder: folder("data"))
        try await body(Stage(store))
        #expect(try await store.verify() == [])
        try await store.close()
        try await server?.drop(line)
    }

    @Test(.enabled(if: folder == nil), .timeLimit(.minutes(3)), arguments: [false, true])
    func `what aborts the daemon ends with the dead after its tries, also as the breaker's trial`(
        isTrial: Bool
    ) async throws {
        let folder = try Folder()
        var store = try await Store.open("sqlite", folder: folder("data"))
        let poison = try await Stage(store).enqueue("poison", key: "P1")
        let behind = try await Stage(store).enqueue(key: "P1")
        try await store.write { transaction in
            try Outbox.prepare([("scripted.main", "scripted", 10)], at: Date(), in: transaction)
            guard isTrial else { return }
            _ = try transaction.execute(
                "UPDATE lane SET breaker = 'open', openings = 3, opensAt = 0")
        }
        try await store.close()
        var crashes = 0
        while crashes <= Self.attempts {
            let victim = try Victim(
                of: "PoisonTests",
                environment: [
                    "LABQUEUE_POISON_FOLDER": folder("data").path, "SWIFT_BACKTRACE": "enable=no",
                ])
            let words = await withCheckedContinuation { continuation in
                DispatchQueue.global().async {
                    continuation.resume(
                        returning: String(
                            decoding: victim.output.readDataToEndOfFile(), as: UTF8.self))
                }
            }
            guard words.contains("swallowed") else { break }
            crashes += 1
        }
        #expect(crashes == Self.attempts)
        store = try await Store.open("sqlite", folder: folder("data"))
        let stage = Stage(store)
        let dead = try #require(try await stage.find(poison))
        #expect(dead.state == .dead)
        #expect(dead.lastError?.contains("\(Self.attempts) tries") == true)
        #expect(try await stage.find(behind)?.state == .behind)
        try await store.close()
    }

    @Test(.enabled(if: folder != nil))
    func `the victim`() async throws {
        let store = try await Store.open(
            "sqlite", folder: URL(fileURLWithPath: try #require(Self.folder)))
        let stage = Stage(store)
        var connector = ScriptedConnector(.quick.changed { $0.attempts = Self.attempts })
        connector.tell = { attempt in
            guard attempt.delivery.operation == "poison" else { return .delivered }
            FileHandle.standardError.write(Data("swallowed\n".utf8))
            abort()
        }
        try await stage.scheduler(connector).during {
            try await stage.until(1, is: .dead)
        }
        try await store.close()
    }

    @Test(.enabled(if: folder == nil), arguments: EngineKind.allCases)
    func `an answer of bytes that are no text is kept, and its delivery ends as it should`(
        kind: EngineKind
    ) async throws {
        try await with(kind) { stage in
            let bytes: [UInt8] = [0x79, 0x00, 0xFF, 0xC0, 0x80, 0xED, 0xA0, 0x80, 0xF5, 0x7A]
            let answer = String(decoding: bytes, as: UTF8.self)
            var connector = ScriptedConnector()
            connector.tell = { attempt in
                _ = try await attempt.exchange(
                    "what\0now", over: ScriptedWire { _ in Saying(answer) })
                return attempt.delivery.operation == "bad"
                    ? .refused(because: answer)
                    : .delivered.keeping {
                        try Records.bind(card: "c\(answer)", to: "P", at: attempt.now, in: $0)
                    }
            }
            let good = try await stage.enqueue()
            let bad = try await stage.enqueue("bad")
            try await stage.scheduler(connector).during {
                try await stage.until(good, is: .delivered)
                try await stage.until(bad, is: .dead)
            }
            let heard = try await stage.store.read { try Outbox.exchanges(of: good, in: $0) }
            #expect(heard.map(\.request) == ["what\u{2400}now"])
            #expect(heard.first?.answer?.hasPrefix("y\u{2400}\u{FFFD}") == true)
            #expect(heard.first?.answer?.hasSuffix("z") == true)
            #expect(try await stage.find(bad)?.lastError?.hasSuffix("z") == true)
        }
    }

    @Test(.enabled(if: folder == nil), arguments: EngineKind.allCases)
    func `ten megabytes go through, and what stands beside them goes by`(
        kind: EngineKind
    ) async throws {
        try await with(kind) { stage in
            let text = String(repeating: "检验", count: 10 << 20 / 6)
            let ledger = Ledger()
            var connector = ScriptedConnector(.quick.changed { $0.inFlight = 2 })
            connector.tell = { attempt in
                let text = attempt.delivery.payload.text
                _ = try await attempt.exchange(
                    Saying(text), over: ScriptedWire { _ in "yes" })
                ledger.note("\(attempt.delivery.id) \(text.utf8.count)")
                return .delivered
            }
            let now = stage.clock.now
            let large = try await stage.store.write {
                try Outbox.enqueue(
                    Errand(
                        connector: "scripted", operation: "tell", lane: "scripted.main",
                        payload: ["text": .string(text)]), at: now, in: $0)
            }
            let small = try await stage.enqueue()
            try await stage.scheduler(connector).during {
                try await stage.until(small, is: .delivered)
                try await stage.until(large, is: .delivered)
            }
            let length = text.utf8.count + #"{"text":""}"#.utf8.count
            #expect(ledger.all.contains("\(large) \(length)"))
            let kept = try await stage.store.read { try Outbox.exchanges(of: large, in: $0) }
            #expect(kept.first?.request.utf8.count == length)
        }
    }

    @Test(.enabled(if: folder == nil))
    func `a payload the connector cannot read waits for a person, its words unsaid`()
        async throws
    {
        struct Bill: Decodable { let fen: Int }
        let stage = try Stage()
        var connector = ScriptedConnector(.quick.changed { ($0.attempts, $0.backOff) = (3, [0]) })
        connector.tell = { attempt in
            _ = try JSONDecoder().decode(Bill.self, from: Data(attempt.delivery.payload.text.utf8))
            return .delivered
        }
        let id = try await stage.enqueue()
        try await stage.scheduler(connector).during {
            try await stage.until(id, is: .dead)
        }
        let dead = try #require(try await stage.find(id))
        #expect(dead.attempt == 3 && dead.step == .deliver)
        #expect(dead.lastError?.contains("unreadable:") == true)
    }
}
