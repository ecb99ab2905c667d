import Foundation

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file that takes up room, to be thrown overboard when the disk is full.
///
/// Acknowledging needs a little space, and what happened in the world must be written down.
struct Ballast: Sendable {
    /// Bytes.
    static let weight = 8 << 20

    private let path: String

    init(in folder: URL) { path = folder.appendingPathComponent("ballast").path }

    var isThere: Bool { FileManager.default.fileExists(atPath: path) }

    func drop() { try? FileManager.default.removeItem(atPath: path) }

    /// Takes the room for it.
    /// - Returns: Whether it is there; where there is no room nothing is left behind.
    func load() -> Bool {
        guard !isThere else { return true }
        let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { return false }
        defer { close(file) }
        #if canImport(Glibc)
            let isFull = posix_fallocate(file, 0, off_t(Self.weight)) != 0
        #else
            let isFull = ftruncate(file, off_t(Self.weight)) != 0
        #endif
        if isFull { drop() }
        return !isFull
    }
}
