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

/// A PostgreSQL whose disk is full.
struct FullServerTests {
    /// Answers that no compression makes small.
    private static func noise(megabytes: Int) -> String {
        let random = FileHandle(forReadingAtPath: "/dev/urandom")
        let bytes = (try? random?.read(upToCount: megabytes << 20)) ?? Data()
        return bytes.base64EncodedString()
    }

    private func connector(_ ledger: PaperLedger, _ gate: TestGate) -> ScriptedConnector {
        var connector = ledger.connector(.quick.changed { ($0.inFlight, $0.backOff) = (2, [0]) })
        connector.tell = { attempt in
            let number = attempt.delivery.number ?? ""
            let wire = ScriptedWire { _ in
                ledger.note("accepted \(number)")
                await gate.pass()
                return Saying(number == "large" ? Self.noise(megabytes: 6) : "yes")
            }
            _ = try await attempt.exchange("take", over: wire)
            return .delivered
        }
        return connector
    }

    @Test(
        .enabled(if: Tmpfs.isAllowed, "only root may mount a small disk"), .timeLimit(.minutes(3)))
    func `a full table space is one alarm, and what happened is written down once there is room`()
        async throws
    {
        let disk = try Tmpfs(megabytes: 24)
        let server = try await PostgreSQLServer()
        let address = try await server.makeDatabase()
        let folder = try Folder()
        let store = try await Store.open(address, folder: folder("data"))
        try Subprogram.run(
            "/usr/bin/env", ["install", "-d", "-o", "postgres", disk.url.path + "/pg"])
        try await server.psql("CREATE TABLESPACE small LOCATION '\(disk.url.path)/pg'")
        try await server.psql("ALTER TABLE exchange SET TABLESPACE small", in: address)
        let (stage, gate, log) = (Stage(store), TestGate(), Ledger())
        let ledger = PaperLedger(file: folder("ledger"))
        let scheduler = try stage.scheduler(
            connector(ledger, gate), logger: Logger(label: "test") { _ in Recorder(ledger: log) })
        let large = try await stage.enqueue(number: "large")
        let later = try await stage.enqueue(number: "later", dueIn: 60)
        try await scheduler.during {
            try await Patience.until("it is under way") { ledger.accepted == ["large"] }
            try disk.fill(leaving: 1 << 20)
            gate.open()
            try await Patience.until("the alarm", within: .seconds(60)) {
                scheduler.shortage.isShort
            }
            let before = store.engine.figures
            try await Patience.until("it was tried again and again") {
                let now = store.engine.figures
                return now.failures + now.refusedCommits > before.failures + before.refusedCommits
                    + 2
            }
            // Its end is over; only a try tells whether the disk has room.
            try await Patience.until("the caretaker has looked") {
                !scheduler.shortage.isShort || scheduler.shortage.recover()
            }
            try await Patience.until("it is short again") { scheduler.shortage.isShort }
            #expect(try await stage.find(large)?.state == .running)
            #expect(log.all.count { $0.contains("disk is full") } == 1)
            #expect(log.all.count { $0.contains("room on the disk again") } == 0)
            try disk.clear()
            try await stage.until(large, is: .delivered)
            stage.clock.advance(by: 61)
            _ = scheduler.shortage.recover()
            scheduler.wake()
            try await stage.until(later, is: .delivered)
            #expect(log.all.count { $0.contains("room on the disk again") } <= 1)
        }
        #expect(ledger.accepted == ["large", "later"])
        #expect(try await store.verify() == [])
        try await store.close()
        server.stop()
    }

    @Test(
        .enabled(if: Tmpfs.isAllowed, "only root may mount a small disk"), .timeLimit(.minutes(3)))
    func `a server that ended because its log had no room is used again once it is back`()
        async throws
    {
        let disk = try Tmpfs(megabytes: 80)
        let server = try await PostgreSQLServer()
        let address = try await server.makeDatabase()
        server.stop()
        try Subprogram.run(
            "/usr/bin/env",
            [
                "sh", "-ec",
                """
                cp -a \(server.folder.path)/data/pg_wal \(disk.url.path)/
                rm -r \(server.folder.path)/data/pg_wal
                ln -s \(disk.url.path)/pg_wal \(server.folder.path)/data/pg_wal
                """,
            ])
        try await server.start()
        let folder = try Folder()
        let store = try await Store.open(address, folder: folder("data"))
        let (stage, gate, log) = (Stage(store), TestGate(), Ledger())
        let ledger = PaperLedger(file: folder("ledger"))
        let scheduler = try stage.scheduler(
            connector(ledger, gate), logger: Logger(label: "test") { _ in Recorder(ledger: log) })
        try await server.psql("CREATE TABLE junk (text TEXT)", in: address)
        for number in 0..<20 { try await stage.enqueue(number: "\(number)") }
        try await stage.enqueue(number: "large")
        try await scheduler.during {
            try await Patience.until("some are under way") { !ledger.accepted.isEmpty }
            try disk.fill()
            // More than the log has room for: the server panics, and does not come up again.
            await #expect(throws: (any Error).self) {
                try await server.psql(
                    """
                    INSERT INTO junk SELECT repeat(md5(CAST(n AS TEXT)), 60)
                    FROM generate_series(1, 100000) AS n
                    """, in: address)
            }
            gate.open()
            try await Patience.until("the server is gone", within: .seconds(60)) {
                (try? await server.psql("SELECT 1")) == nil
            }
            server.stop()
            try disk.clear()
            try await server.start()
            try await Patience.until("all are past", within: .seconds(60)) {
                (try? await store.read {
                    try Outbox.search(
                        .init(states: [.ready, .behind, .running, .dead]), in: $0)
                })?.isEmpty == true
            }
        }
        #expect(Set(ledger.accepted).count == ledger.accepted.count)
        #expect(ledger.accepted.count == 21)
        #expect(log.all.count { $0.hasPrefix("error") || $0.hasPrefix("critical") } <= 4)
        #expect(try await store.verify() == [])
        try await store.close()
        server.stop()
    }
}
