import Foundation

/// The file in which a counterparty keeps its memory, a line for each change.
///
/// A line is handed to the operating system whole, so it outlives a killed process; a power cut
/// may take the last ones.
struct JournalFile {
    private let handle: FileHandle

    /// Opens the journal, or makes one, and gives the lines in it.
    ///
    /// A last line without end is one whose writer was killed; nobody was told of it, and it is
    /// cut off.
    static func open(_ file: URL) throws -> (journal: JournalFile, lines: [Data]) {
        if !FileManager.default.fileExists(atPath: file.path) {
            guard
                FileManager.default.createFile(
                    atPath: file.path, contents: nil, attributes: [.posixPermissions: 0o600])
            else { throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: file.path]) }
        }
        let handle = try FileHandle(forUpdating: file)
        let content = try handle.readToEnd() ?? Data()
        let end = content.lastIndex(of: newline).map { $0 + 1 } ?? 0
        try handle.truncate(atOffset: UInt64(end))
        let lines = content.prefix(end).split(separator: newline).map { Data($0) }
        return (JournalFile(handle: handle), lines)
    }

    func append(_ line: Data) throws {
        try handle.write(contentsOf: line + [Self.newline])
    }

    func empty() throws {
        try handle.truncate(atOffset: 0)
    }

    private static let newline = UInt8(ascii: "\n")
}
