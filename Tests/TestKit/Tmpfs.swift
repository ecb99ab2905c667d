import Foundation
import Glibc

/// A small disk of a test's own, in memory; gone with it.
public final class Tmpfs: Sendable {
    public let url: URL

    /// Whether we may mount at all: as root, and not in a container that forbids it.
    public static let isAllowed: Bool = geteuid() == 0 && (try? Tmpfs(megabytes: 1)) != nil

    public init(megabytes: Int) throws {
        url = URL(filePath: "/tmp/lqdisk-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        do {
            try Subprogram.run(
                "/usr/bin/env",
                ["mount", "-t", "tmpfs", "-o", "size=\(megabytes)m,mode=777", "tmpfs", url.path])
        } catch {
            try? FileManager.default.removeItem(at: url)
            throw error
        }
    }

    deinit {
        // Lazily: a server that just ended may still hold a file.
        _ = try? Subprogram.run("/usr/bin/env", ["umount", "-l", url.path])
        try? FileManager.default.removeItem(at: url)
    }

    /// Takes all the room that is left, but for so many bytes.
    public func fill(leaving bytes: Int = 0) throws {
        var figures = statvfs()
        guard statvfs(url.path, &figures) == 0 else { return }
        let free = Int(figures.f_bavail) * Int(figures.f_frsize) - bytes
        try Data(count: max(0, free)).write(to: url.appending(path: "filler"))
    }

    /// Gives the room back.
    public func clear() throws {
        try FileManager.default.removeItem(at: url.appending(path: "filler"))
    }
}
