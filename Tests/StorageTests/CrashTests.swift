import Foundation
import Lab
import Storage
import Testing

/// Nothing acknowledged is gone after `kill -9`.
///
/// The test runs itself a second time as a victim that writes without end, and kills it.
struct CrashTests {
    /// Set in the victim: the folder it writes to.
    private static let folder = ProcessInfo.processInfo.environment["LABQUEUE_CRASH_FOLDER"]

    @Test(.enabled(if: folder == nil), .timeLimit(.minutes(1)), arguments: [1, 40, 400])
    func `every event acknowledged before kill -9 is in the journal, each command once`(
        acknowledgements: Int
    ) async throws {
        let folder = try Folder()
        let victim = Process()
        victim.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        // As this process was started, but for what it is to run.
        victim.arguments =
            Array(
                CommandLine.arguments.dropFirst().prefix { !$0.hasPrefix("-") })
            + ["--testing-library", "swift-testing", "--filter", "CrashTests"]
        victim.environment = ProcessInfo.processInfo.environment.merging(
            ["LABQUEUE_CRASH_FOLDER": folder("data").path]
        ) { $1 }
        victim.standardOutput = FileHandle.nullDevice
        let pipe = Pipe()
        victim.standardError = pipe
        try victim.run()
        try pipe.fileHandleForWriting.close()
        let output = pipe.fileHandleForReading
        let process = victim.processIdentifier
        let acknowledged = await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(
                    returning: Self.read(output, andKill: process, after: acknowledgements))
            }
        }
        victim.waitUntilExit()
        #expect(victim.terminationReason == .uncaughtSignal)
        #expect(acknowledged.count >= acknowledgements)

        let store = try Store.open(folder: folder("data"))
        let entries = try await store.read { try Journal.entries(hall: hall, day: day, in: $0) }
        #expect(acknowledged.subtracting(entries.map(\.command)) == [])
        #expect(Set(entries.map(\.command)).count == entries.count)
        #expect(try await store.verify() == [])
        try await store.close()
    }

    /// The commands acknowledged until the victim is dead; blocks.
    private static func read(
        _ output: FileHandle, andKill victim: pid_t, after acknowledgements: Int
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
            if kept.count >= acknowledgements { kill(victim, SIGKILL) }
        }
    }

    @Test(.enabled(if: folder != nil))
    func `the victim`() async throws {
        let engine = try SQLiteEngine(folder: URL(fileURLWithPath: try #require(Self.folder)))
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
