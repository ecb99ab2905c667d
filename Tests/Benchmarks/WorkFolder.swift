import Foundation

/// A folder on the disk of the current directory, gone when the benchmarks are done.
struct WorkFolder {
    let url: URL

    init(in place: String) throws {
        url = URL(filePath: place, directoryHint: .isDirectory)
            .appending(path: ".build-bench-\(ProcessInfo.processInfo.processIdentifier)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    func sub(_ name: String) throws -> URL {
        let folder = url.appending(path: name, directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    func remove() { try? FileManager.default.removeItem(at: url) }
}
