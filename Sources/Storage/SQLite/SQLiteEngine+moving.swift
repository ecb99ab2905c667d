import Foundation

extension SQLiteEngine {
    /// The name of a database that was moved to a server.
    private static func moved(_ folder: URL) -> URL {
        database(in: folder).appendingPathExtension("moved")
    }

    /// Puts a database that was moved to a server aside, so that no daemon goes on with it.
    static func retire(_ folder: URL) throws -> URL {
        let lock = try FolderLock(on: folder)
        defer { withExtendedLifetime(lock) {} }
        let aside = moved(folder)
        do {
            try FileManager.default.moveItem(at: database(in: folder), to: aside)
        } catch {
            throw StorageError(
                .device, attempted: "put \(database(in: folder).path) aside", reason: "\(error)",
                remedy: "all has moved; rename the file by hand to \(aside.path)")
        }
        return aside
    }

    /// Refuses to begin anew in a folder whose database was moved away.
    static func refuseMoved(_ folder: URL) throws {
        let (here, aside) = (database(in: folder), moved(folder))
        let manager = FileManager.default
        guard !manager.fileExists(atPath: here.path), manager.fileExists(atPath: aside.path) else {
            return
        }
        throw StorageError(
            .place, attempted: "open the database \(here.path)",
            reason: "it was moved to a server",
            remedy: "write that server into the settings' line storage:, or, to go back to the day "
                + "of the move, rename \(aside.lastPathComponent)")
    }
}
