import ConnectorKit
import Foundation
import Hospital
import Hub
import Lab
import Storage
import TestKit
import Testing

@testable import Daemon

/// An outbox that comes back from last night's backup.
struct RestoreTests {
    private func enqueue(_ numbers: [String], _ stage: Stage) async throws {
        for number in numbers {
            try await stage.enqueue(key: String(number.prefix(1)), number: number)
        }
    }

    private func run(_ stage: Stage, _ ledger: PaperLedger) async throws {
        let policy = LanePolicy.quick.changed { ($0.inFlight, $0.backOff) = (4, [0]) }
        try await stage.scheduler(ledger.connector(policy)).during {
            try await Patience.until("all are past") {
                try await stage.store.read {
                    try Outbox.search(
                        .init(states: [.ready, .behind, .running, .dead]), in: $0)
                }.isEmpty
            }
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `what was told after the backup is asked about, and told to nobody twice`(
        kind: EngineKind
    ) async throws {
        let folder = try Folder()
        let server = kind == .postgresql ? try await PostgreSQLServer.shared : nil
        let ledger = PaperLedger(file: folder("ledger"))
        let line = try await server?.makeDatabase() ?? "sqlite"
        let old = try await Store.open(line, folder: folder("old"))
        try await enqueue(["a1", "b1"], Stage(old))
        try await run(Stage(old), ledger)
        try await enqueue(["a2", "a3", "b2"], Stage(old))
        let backup = folder("backup")
        try await old.backup(to: backup)
        try await run(Stage(old), ledger)
        try await old.close()
        #expect(ledger.accepted.sorted() == ["a1", "a2", "a3", "b1", "b2"])

        let place = try await restore(backup, server, into: folder("new"))
        let new = try await Store.open(place, folder: folder("new"))
        if kind == .postgresql {
            // pg_restore knows nothing of us; a person says it.
            #expect(try await Deliveries(store: new, zone: .hospital).doubt() == 3)
        }
        try await enqueue(["b3"], Stage(new))
        try await run(Stage(new), ledger)
        #expect(ledger.accepted.sorted() == ["a1", "a2", "a3", "b1", "b2", "b3"])
        for number in ["a2", "a3", "b2"] {
            #expect(ledger.story(of: number) == ["accepted", "asked"])
        }
        #expect(ledger.story(of: "b3") == ["accepted"])
        #expect(try await new.verify() == [])
        try await new.close()
        for address in [line, place] { try await server?.drop(address) }
    }

    private func restore(
        _ backup: URL, _ server: PostgreSQLServer?, into folder: URL
    ) async throws -> String {
        guard let server else {
            try await SQLiteEngine.restore(from: backup, into: folder)
            return "sqlite"
        }
        let address = try await server.makeDatabase()
        try Subprogram.run(
            "/usr/bin/env",
            [
                "pg_restore", "--host", server.folder.path, "--port", "\(server.port)",
                "--username", PostgreSQLServer.user, "--dbname",
                String(address.split(separator: "/").last ?? ""), backup.path,
            ])
        return address
    }
}
