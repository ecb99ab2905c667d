import Foundation
import Hospital
import Lab
import Storage
import TestKit
import Testing

/// A store moves to a server whole, or not at all.
struct MoveTests {
    /// Set in the victim: the folder it moves from, and where to.
    private static let folder = ProcessInfo.processInfo.environment["LABQUEUE_MOVE_FROM"]
    private static let address = ProcessInfo.processInfo.environment["LABQUEUE_MOVE_TO"]

    @Test(.timeLimit(.minutes(3)))
    func `everything moves, is compared, and goes on where it stopped`() async throws {
        let folder = try Folder()
        try await furnish(folder.url)
        try await withDatabase { address, _ in
            let move = Move(from: folder.url, to: try ServerAddress(address))
            let rehearsed = try await move.run(rehearsing: true)
            #expect(rehearsed.wasRehearsal && rehearsed.kept == nil)
            #expect(try await withEngine(address) { try await cards($0) } == [])

            let report = try await move.run()
            #expect(report.parts == rehearsed.parts)
            let rows = Dictionary(grouping: report.parts, by: \.table)
            #expect(rows["card"]?.map(\.rows) == [1500])
            #expect(rows["journal"]?.map(\.rows) == [3])
            #expect(rows["delivery"]?.map(\.lane) == ["eInvoice", "labels"])
            #expect(rows["delivery"]?.map(\.rows) == [2, 1])
            try await withEngine(address) { engine in
                #expect(try await cards(engine).count == 1500)
                let entries = try await engine.read {
                    try Journal.entries(hall: hall, day: day, in: $0)
                }
                #expect(entries.map(\.event) == (1...3).map { issued("A00\($0)") })
                let lines = try await engine.read { transaction in
                    try transaction.rows("SELECT id, target, detail FROM audit ORDER BY id").map {
                        "\(try $0.int("id")) \(try $0.string("target")) \(try $0.string("detail"))"
                    }
                }
                #expect(lines == ["1 A001 it's 纸 \\ \"out\"\n\t", "2 A002 "])
                let tokens = try await engine.read {
                    try $0.row("SELECT tokens, breaker FROM lane")?.double("tokens")
                }
                #expect(tokens == 0.1 + 0.2)
                // The third was deleted, and its number is not given again.
                try await engine.write { try Audit.append(entry("A003"), in: $0) }
                let last = try await engine.read {
                    try $0.row("SELECT max(id) AS id FROM audit")?.int("id")
                }
                #expect(last == 4)
            }
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func `a folder that was moved is not begun anew, and a move done twice is the same`()
        async throws
    {
        let folder = try Folder()
        try await furnish(folder.url)
        try await withDatabase { address, _ in
            let move = Move(from: folder.url, to: try ServerAddress(address))
            let report = try await move.run()
            let kept = try #require(report.kept)
            let error = #expect(throws: StorageError.self) { try SQLiteEngine(folder: folder.url) }
            #expect(error?.kind == .place)
            #expect(error?.description.contains("it was moved to a server") == true)
            // As if the move had been killed between the commit and this.
            try FileManager.default.moveItem(at: kept, to: folder("labqueue.sqlite"))
            let again = try await move.run()
            #expect(again.wasDone)
            #expect(again.parts == report.parts)
            #expect(again.kept == kept)
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func `a target that holds something else is left as it is`() async throws {
        let folder = try Folder()
        try await furnish(folder.url)
        try await withDatabase { address, _ in
            try await withEngine(address) { engine in
                try await bind("other", over: engine)
                let move = Move(from: folder.url, to: try ServerAddress(address))
                await #expect { try await move.run() } throws: {
                    let error = $0 as? StorageError
                    return error?.kind == .place && error?.reason.contains("table card") == true
                }
                #expect(try await cards(engine) == ["other"])
            }
        }
        try await SQLiteEngine(folder: folder.url).close()
    }

    @Test func `nothing moves while a daemon has the folder`() async throws {
        let folder = try Folder()
        let daemon = try SQLiteEngine(folder: folder.url)
        try await withDatabase { address, _ in
            let move = Move(from: folder.url, to: try ServerAddress(address))
            await #expect { try await move.run() } throws: {
                ($0 as? StorageError)?.kind == .locked
            }
        }
        try await daemon.close()
    }

    @Test(.enabled(if: folder == nil), .timeLimit(.minutes(3)))
    func `a move killed half way leaves nothing, and the next one moves it all`() async throws {
        let folder = try Folder()
        try await furnish(folder.url)
        try await withDatabase { address, server in
            try await withEngine(address) { _ in }
            // The first move stops for a while in the middle: cards are there, staff is not.
            try await server.psql(
                """
                CREATE SEQUENCE moves;
                CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN IF nextval(''moves'') = 1 THEN PERFORM pg_sleep(5); END IF;
                    RETURN NULL; END';
                CREATE TRIGGER slow AFTER INSERT ON audit FOR EACH ROW EXECUTE FUNCTION dawdle()
                """, in: address)
            let victim = try Victim(
                of: "MoveTests",
                environment: [
                    "LABQUEUE_MOVE_FROM": folder.url.path, "LABQUEUE_MOVE_TO": address,
                ])
            try await Patience.until("the move is half way") {
                try await server.psql(
                    """
                    SELECT count(*) FROM pg_stat_activity
                    WHERE datname = current_database() AND wait_event = 'PgSleep'
                    """, in: address) == "1\n"
            }
            victim.kill()
            #expect(try await server.psql("SELECT count(*) FROM card", in: address) == "0\n")
            let move = Move(from: folder.url, to: try ServerAddress(address))
            let report = try await move.run()
            #expect(!report.wasDone)
            #expect(try await withEngine(address) { try await cards($0) }.count == 1500)
        }
    }

    @Test(.enabled(if: folder != nil))
    func `the victim`() async throws {
        let folder = URL(filePath: try #require(Self.folder))
        _ = try await Move(from: folder, to: ServerAddress(#require(Self.address))).run()
    }

    /// A store with something of each kind.
    private func furnish(_ folder: URL) async throws {
        let store = try Store.open(folder: folder)
        try await store.write { transaction in
            for number in 0..<1500 {
                try Records.bind(
                    card: "62\(number)", to: "P\(number % 7)", at: moment(), in: transaction)
            }
            try Records.save(
                Patient(
                    id: "P1", name: "单晓明 \u{1F9EA}",
                    documents: [.init(type: "passport", number: "E1")]),
                at: moment(), in: transaction)
            for number in 1...3 {
                try Journal.append(
                    [issued("A00\(number)")], hall: hall, day: day, after: number - 1,
                    command: "c\(number)", actor: "kiosk K1", in: transaction)
            }
            try Audit.append(entry("A001", "it's 纸 \\ \"out\"\n\t"), in: transaction)
            try Audit.append(entry("A002"), in: transaction)
            try Audit.append(entry("A003"), in: transaction)
            try transaction.execute("DELETE FROM audit WHERE target = 'A003'")
            try transaction.execute(
                """
                INSERT INTO lane (name, connector, tokens, tokensAt, breaker, failures, openings,
                    delivered, failed)
                VALUES ('eInvoice', 'eInvoice', \(0.1 + 0.2), 0, 'closed', 0, 0, 0, 0)
                """)
            for lane in ["eInvoice", "eInvoice", "labels"] {
                try Outbox.enqueue(
                    Errand(connector: lane, operation: "issue", lane: lane, payload: "1"),
                    at: moment(), in: transaction)
            }
        }
        try await store.close()
    }

    private func entry(_ target: String, _ detail: String = "") -> Audit.Entry {
        Audit.Entry(
            at: moment(), actor: "window 3", origin: "10.0.0.3", action: "ticket.reprint",
            target: target, detail: detail)
    }
}
