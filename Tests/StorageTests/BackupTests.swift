import Foundation
import Lab
import Storage
import TestKit
import Testing

/// A backup is taken while the hall works, and is whole.
struct BackupTests {
    let folder = try? Folder()

    @Test func `a backup taken during writes restores to everything acknowledged before it`()
        async throws
    {
        let folder = try #require(folder)
        let engine = try SQLiteEngine(folder: folder("data"))
        for number in 0..<50 {
            try await append("A\(number)", after: number, "c\(number)", to: engine)
        }
        let backup = folder("backup.sqlite")
        async let copying: Void = engine.backup(to: backup)
        for number in 50..<100 {
            try await append("A\(number)", after: number, "c\(number)", to: engine)
        }
        try await copying
        try await engine.close()
        #expect(try await SQLiteEngine.inspect(backup) == [])
        #expect(!FileManager.default.fileExists(atPath: backup.path + "-wal"))
        let attributes = try FileManager.default.attributesOfItem(atPath: backup.path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)

        try await SQLiteEngine.restore(from: backup, into: folder("new"))
        let restored = try SQLiteEngine(folder: folder("new"))
        let entries = try await restored.read {
            try Journal.entries(hall: hall, day: day, in: $0)
        }
        #expect((50...100).contains(entries.count))
        #expect(entries.map(\.seq) == Array(1...entries.count))
        try await append("B001", after: entries.count, "after", to: restored)
        try await restored.close()
    }

    @Test func `neither backup nor restore overwrites anything`() async throws {
        let folder = try #require(folder)
        let engine = try SQLiteEngine(folder: folder("data"))
        let backup = folder("backup.sqlite")
        try await engine.backup(to: backup)
        let bytes = try Data(contentsOf: backup)
        await #expect { try await engine.backup(to: backup) } throws: {
            ($0 as? StorageError)?.kind == .place
        }
        await #expect {
            try await SQLiteEngine.restore(from: backup, into: folder("data"))
        } throws: { ($0 as? StorageError)?.kind == .locked }
        try await engine.close()
        await #expect {
            try await SQLiteEngine.restore(from: backup, into: folder("data"))
        } throws: { ($0 as? StorageError)?.kind == .place }
        #expect(try Data(contentsOf: backup) == bytes)
    }

    @Test func `a file that is no backup is not restored`() async throws {
        let folder = try #require(folder)
        let file = folder("shopping.txt")
        try Data(String(repeating: "milk\n", count: 500).utf8).write(to: file)
        await #expect { try await SQLiteEngine.restore(from: file, into: folder("new")) } throws: {
            ($0 as? StorageError)?.kind == .damaged
        }
        await #expect {
            try await SQLiteEngine.restore(from: folder("absent"), into: folder("new"))
        } throws: {
            ($0 as? StorageError)?.kind == .place
        }
    }
}
