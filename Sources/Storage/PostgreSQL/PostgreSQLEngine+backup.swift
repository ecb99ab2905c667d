import Foundation

extension PostgreSQLEngine {
    /// Has `pg_dump` copy the database to a new file, which `pg_restore` reads.
    ///
    /// The file appears whole or not at all: it is written under another name first.
    public func backup(to destination: URL) async throws {
        let attempted = "back up to \(destination.path)"
        let address = address
        try await Self.blocking {
            let manager = FileManager.default
            guard !manager.fileExists(atPath: destination.path) else {
                throw StorageError(
                    .place, attempted: attempted, reason: "the file exists already",
                    remedy: "choose another name or move it away")
            }
            let partial = destination.appendingPathExtension("partial")
            // Created closed to others before the first byte: patients' names are in it.
            guard
                manager.createFile(
                    atPath: partial.path, contents: nil, attributes: [.posixPermissions: 0o600])
            else {
                throw StorageError(
                    .device, attempted: attempted, reason: "the file cannot be created",
                    remedy: "look at the disk and the owner of the folder")
            }
            do {
                try Self.dump(address, to: partial, attempted)
                try manager.moveItem(at: partial, to: destination)
            } catch {
                try? manager.removeItem(at: partial)
                throw error
            }
        }
    }

    private static func dump(
        _ address: ServerAddress, to file: URL, _ attempted: String
    ) throws {
        let dump = Process()
        dump.executableURL = URL(filePath: "/usr/bin/env")
        dump.arguments = ["pg_dump", "--format=custom", "--no-password", "--file=\(file.path)"]
        // By the environment, where no list of processes shows the password.
        dump.environment = ProcessInfo.processInfo.environment.merging(address.environment) { $1 }
        let complaint = Pipe()
        dump.standardError = complaint
        dump.standardInput = FileHandle.nullDevice
        try dump.run()
        let told = String(
            decoding: complaint.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        dump.waitUntilExit()
        guard dump.terminationStatus != 0 else { return }
        let isMissing = dump.terminationStatus == 127
        throw StorageError(
            isMissing ? .place : .device, attempted: attempted,
            reason: isMissing ? "pg_dump is not installed" : "pg_dump says: \(told.firstLine)",
            remedy: isMissing
                ? "install postgresql-client of the server's version"
                : "look at the server and the disk, and try again")
    }
}
