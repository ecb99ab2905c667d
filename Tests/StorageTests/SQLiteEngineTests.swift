import Foundation
import Lab
import Storage
import TestKit
import Testing

/// What only the embedded engine does: one file, one folder, one process.
struct SQLiteEngineTests {
    let folder = try? Folder()

    @Test func `what was acknowledged is there after closing and opening again`() async throws {
        let folder = try #require(folder)
        let first = try SQLiteEngine(folder: folder.url)
        try await append("A001", after: 0, "c1", to: first)
        try await first.close()
        let second = try SQLiteEngine(folder: folder.url)
        let entries = try await second.read { try Journal.entries(hall: hall, day: day, in: $0) }
        try await second.close()
        #expect(entries.map(\.event) == [issued("A001")])
    }

    @Test func `commits are synchronous, logged ahead, and hold foreign keys`() async throws {
        let engine = try SQLiteEngine.temporary()
        let settings = try await engine.write { transaction in
            [
                try transaction.row("PRAGMA synchronous")?.int("synchronous") ?? -1,
                try transaction.row("PRAGMA foreign_keys")?.int("foreign_keys") ?? -1,
            ]
        }
        let mode = try await engine.read {
            try $0.row("PRAGMA journal_mode")?.string("journal_mode")
        }
        try await engine.close()
        #expect(settings == [2 /* FULL */, 1])
        #expect(mode == "wal")
    }

    @Test func `a second daemon on the folder is told who has it`() async throws {
        let folder = try #require(folder)
        let engine = try SQLiteEngine(folder: folder.url)
        let error = #expect(throws: StorageError.self) { try SQLiteEngine(folder: folder.url) }
        #expect(error?.kind == .locked)
        #expect(
            error?.description.contains(
                "process \(ProcessInfo.processInfo.processIdentifier) has it") == true)
        try await engine.close()
        try await SQLiteEngine(folder: folder.url).close()
    }

    @Test func `a database of a later version is refused by name`() async throws {
        let folder = try #require(folder)
        let later = try SQLiteEngine(
            folder: folder.url,
            migrations: [Migration("900 telepathy", "CREATE TABLE thought (id TEXT)")])
        try await later.close()
        let error = #expect(throws: StorageError.self) { try SQLiteEngine(folder: folder.url) }
        #expect(error?.kind == .newer)
        #expect(error?.description.contains("\"900 telepathy\"") == true)
    }

    @Test func `a migration that fails leaves nothing of itself`() async throws {
        let folder = try #require(folder)
        let broken = Migration(
            "900 broken", "CREATE TABLE half (id TEXT); CREATE TABLE half (id TEXT);")
        #expect(throws: StorageError.self) {
            try SQLiteEngine(folder: folder.url, migrations: [broken])
        }
        let engine = try SQLiteEngine(folder: folder.url)
        let tables = try await engine.read {
            try $0.rows("SELECT name FROM sqlite_master WHERE name = 'half'").count
        }
        try await engine.close()
        #expect(tables == 0)
    }

    @Test func `a file that is no database is refused and left as it is`() async throws {
        let folder = try #require(folder)
        let file = folder("labqueue.sqlite")
        let text = Data(String(repeating: "not a database\n", count: 400).utf8)
        try text.write(to: file)
        let error = #expect(throws: StorageError.self) { try SQLiteEngine(folder: folder.url) }
        #expect(error?.kind == .damaged)
        #expect(try Data(contentsOf: file) == text)
    }

    @Test func `nobody else on the machine may read the folder`() async throws {
        let folder = try #require(folder)
        let data = folder("data")
        let engine = try SQLiteEngine(folder: data)
        func mode(_ path: String) throws -> Int? {
            try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        }
        #expect(try mode(data.path) == 0o700)
        for file in ["labqueue.sqlite", "labqueue.sqlite-wal", "lock"] {
            #expect(try mode(data.appendingPathComponent(file).path) == 0o600, "\(file)")
        }
        try await engine.close()
    }

    @Test func `a refused commit is told to all who were in it, also to those refused before`()
        async throws
    {
        let engine = try SQLiteEngine.temporary()
        let gate = DispatchSemaphore(value: 0)
        let entered = AsyncStream.makeStream(of: Void.self)
        async let holder: Void = engine.write { _ in
            entered.continuation.finish()
            gate.wait()
        }
        for await _ in entered.stream {}
        async let first = outcome { try await append("A001", after: 0, "c1", to: engine) }
        while engine.figures.waiting < 1 { await Task.yield() }
        // Alone it would answer with the first one's events, which never reach the disk.
        async let repeated = outcome { try await append("A001", after: 0, "c1", to: engine) }
        while engine.figures.waiting < 2 { await Task.yield() }
        async let orphan = outcome {
            try await engine.write { transaction in
                _ = try transaction.rows("PRAGMA defer_foreign_keys = ON")
                try transaction.execute("INSERT INTO document VALUES ('passport', 'E1', 'X', 0)")
            }
        }
        while engine.figures.waiting < 3 { await Task.yield() }
        gate.signal()
        try await holder
        for error in await [first, repeated, orphan] {
            let error = try #require(error as? StorageError)
            #expect(error.kind == .constraint)
            #expect(error.attempted == "commit to disk")
        }
        #expect(engine.figures.refusedCommits == 1)
        #expect(try await engine.read { try Journal.entries(command: "c1", in: $0) } == [])
        try await append("A001", after: 0, "c1", to: engine)
        try await engine.close()
    }

    @Test func `a full disk is told, loses nothing, and is left behind when space returns`()
        async throws
    {
        let engine = try SQLiteEngine.temporary()
        let filler = String(repeating: "x", count: 4000)
        let pages = try await engine.write { transaction in
            let pages = try transaction.row("PRAGMA page_count")?.int("page_count") ?? 0
            try transaction.setPages(atMost: pages + 20)
            return pages
        }
        var kept = 0
        var told: StorageError?
        while told == nil, kept < 100 {
            let number = kept
            do {
                try await engine.write {
                    try Records.bind(
                        card: "\(number)", to: filler, at: moment(), in: $0)
                }
                kept += 1
            } catch let error as StorageError {
                told = error
            }
        }
        #expect(told?.kind == .full)
        #expect(told?.description.contains("free some space on the disk") == true)
        #expect(kept > 5)
        #expect(try await cards(engine) == Set((0..<kept).map(String.init)))
        try await engine.write { try $0.setPages(atMost: pages + 1000) }
        try await engine.write { try Records.bind(card: "late", to: filler, at: moment(), in: $0) }
        #expect(try await cards(engine).count == kept + 1)
        #expect(try await engine.check() == [])
        try await engine.close()
    }
}

/// The error that comes out of `work`.
private func outcome(_ work: @Sendable () async throws -> Void) async -> (any Error)? {
    do {
        try await work()
        return nil
    } catch {
        return error
    }
}

extension Transaction {
    /// Makes the disk seem full beyond so many pages of 4 KiB.
    fileprivate func setPages(atMost pages: Int) throws {
        _ = try rows(SQL.pageLimit(pages))
    }
}

extension SQL {
    /// `PRAGMA` takes no parameters, so the text is put together by hand.
    fileprivate static func pageLimit(_ pages: Int) -> SQL {
        SQL(stringLiteral: "PRAGMA max_page_count = \(pages)")
    }
}
