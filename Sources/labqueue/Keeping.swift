import ArgumentParser
import Daemon
import Foundation
import Storage

/// Copies the database: `labqueue backup`.
struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Copy the database to a new file while the daemon runs.")
    @OptionGroup var options: DataOptions
    @Argument(help: "The file to write; it must not exist.") var file: String

    func run() async throws {
        let store = try await options.visit()
        try await store.backup(to: URL(filePath: file))
        try await store.close()
        print("backed up to \(file)")
    }
}

/// Looks for what must never happen: `labqueue verify`.
struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Hold journal and database against what must never happen.")
    @OptionGroup var options: DataOptions

    func run() async throws {
        let store = try await options.visit()
        let faults = try await store.verify()
        try await store.close()
        guard faults.isEmpty else {
            for fault in faults { print(fault) }
            throw ExitCode.failure
        }
        print("content: journal and database are in order")
    }
}

/// Puts a backup in the place of an empty data folder: `labqueue restore`.
struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Put a backup into an empty data folder; the daemon must be off.")
    @OptionGroup var options: DataOptions
    @Argument(help: "The file that backup wrote.") var file: String

    func run() async throws {
        try await SQLiteEngine.restore(from: URL(filePath: file), into: options.folder)
        print("restored into \(options.folder.path)")
    }
}
