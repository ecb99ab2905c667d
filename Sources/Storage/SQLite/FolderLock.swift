import Foundation

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The right to use a data folder, held by one process and given back with it, even by kill -9.
struct FolderLock: ~Copyable {
    private let descriptor: CInt

    /// Creates `folder` where it is missing and locks `folder/lock`.
    init(on folder: URL) throws(StorageError) {
        try folder.makeDataFolder()
        let attempted = "open the data folder \(folder.path)"
        let path = folder.appendingPathComponent("lock").path
        let opened = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard opened >= 0 else {
            throw StorageError(
                .device, attempted: attempted,
                reason: "\(path): \(String(cString: strerror(errno)))",
                remedy: "give the folder to the daemon's user")
        }
        guard Self.take(opened) else {
            let holder = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
            close(opened)
            throw StorageError(
                .locked, attempted: attempted,
                reason: holder.isEmpty
                    ? "another daemon has it" : "process \(holder) has it",
                remedy: "end the other daemon, or choose another folder with --data")
        }
        descriptor = opened
        // Only for the sentence above; the lock is what counts.
        let process = Array("\(getpid())".utf8)
        ftruncate(opened, 0)
        _ = pwrite(opened, process, process.count, 0)
    }

    deinit { close(descriptor) }

    /// Locks the file, or says that another process has it.
    ///
    /// Looks again for half a second: a program that this or another process is just starting
    /// shares a lock given back already, until it has become that program.
    private static func take(_ descriptor: CInt) -> Bool {
        for _ in 0..<10 {
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
            usleep(50_000 /* µs */)
        }
        return flock(descriptor, LOCK_EX | LOCK_NB) == 0
    }

    /// Whether a process has the folder right now.
    static func isHeld(on folder: URL) -> Bool {
        let opened = open(folder.appendingPathComponent("lock").path, O_RDWR | O_CLOEXEC)
        guard opened >= 0 else { return false }
        defer { close(opened) }
        return flock(opened, LOCK_EX | LOCK_NB) != 0
    }
}
