import Foundation
import Lab
import Storage
import TestKit
import Testing

/// Nothing acknowledged is gone after `kill -9`.
///
/// The test runs itself a second time as a victim that writes without end, and kills it.
struct CrashTests {
    /// Set in the victim: the folder it writes to.
    private static let folder = ProcessInfo.processInfo.environment["LABQUEUE_CRASH_FOLDER"]

    @Test(
        .enabled(if: folder == nil), .timeLimit(.minutes(3)), arguments: EngineKind.allCases,
        [1, 40, 200])
    func `every event acknowledged before kill -9 is in the journal, each command once`(
        kind: EngineKind, acknowledgements: Int
    ) async throws {
        let folder = try Folder()
        let server = try await PostgreSQLServer.shared
        let line = kind == .postgresql ? try await server.makeDatabase() : "sqlite"
        let victim = try Victim(
            of: "CrashTests",
            environment: [
                "LABQUEUE_CRASH_FOLDER": folder("data").path, "LABQUEUE_CRASH_STORAGE": line,
            ])
        let acknowledged = await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(
                    returning: Self.read(victim.output, andKill: victim, after: acknowledgements))
            }
        }
        #expect(acknowledged.count >= acknowledgements)

        let store = try await Store.open(line, folder: folder("data"))
        let entries = try await store.read { try Journal.entries(hall: hall, day: day, in: $0) }
        #expect(acknowledged.subtracting(entries.map(\.command)) == [])
        #expect(Set(entries.map(\.command)).count == entries.count)
        #expect(try await store.verify() == [])
        try await store.close()
        if kind == .postgresql { try await server.drop(line) }
    }

    /// The commands acknowledged until the victim is dead; blocks.
    private static func read(
        _ output: FileHandle, andKill victim: Victim, after acknowledgements: Int
    ) -> Set<String> {
        var bytes = Data()
        while true {
            let more = output.availableData
            bytes += more
            // What follows the last line's end was cut off by death.
            let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
                .dropLast().map { String(decoding: $0, as: UTF8.self) }
            let kept = lines.filter { $0.hasPrefix("kept ") }.map { String($0.dropFirst(5)) }
            if more.isEmpty { return Set(kept) }
            if kept.count >= acknowledgements { victim.kill() }
        }
    }

    @Test(.enabled(if: folder != nil))
    func `the victim`() async throws {
        let line = try #require(ProcessInfo.processInfo.environment["LABQUEUE_CRASH_STORAGE"])
        let engine = try await Store.open(
            line, folder: URL(fileURLWithPath: try #require(Self.folder))
        ).engine
        try await withThrowingTaskGroup(of: Void.self) { group in
            for client in 0..<8 {
                group.addTask {
                    var seq = 0
                    for number in 0..<10_000 {
                        let command = "\(client)-\(number)"
                        while true {
                            do {
                                try await append("A\(command)", after: seq, command, to: engine)
                                break
                            } catch let conflict as Journal.Conflict {
                                seq = conflict.latest
                            }
                        }
                        FileHandle.standardError.write(Data("kept \(command)\n".utf8))
                    }
                }
            }
            try await group.waitForAll()
        }
    }
}
