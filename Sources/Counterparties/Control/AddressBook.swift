import Foundation

/// Where the counterparties are and with what keys, written down for those who talk to them.
struct AddressBook {
    let counterparties: [any Counterparty]

    private static let file = "counterparties.json"
    /// The same in lines a shell reads: `set -a; . counterparties.env`.
    private static let environmentFile = "counterparties.env"

    /// The book an earlier start left in `folder`.
    static func read(in folder: URL) throws -> JSON? {
        let file = folder.appending(path: Self.file)
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        return try JSON(parsing: Data(contentsOf: file))
    }

    /// Writes both files; they hold keys, so only the owner can read them.
    func write(in folder: URL, origin: String, printer: String?) throws {
        let entries = counterparties.map { other in
            JSON.Member(name: other.name, value: other.entry(origin: origin, printer: printer))
        }
        try write("\(JSON.object(entries).serialised)\n", to: folder.appending(path: Self.file))
        let lines = counterparties.flatMap { $0.variables(origin: origin) }
            .map { "\($0.name)='\($0.value)'\n" }
        try write(lines.joined(), to: folder.appending(path: Self.environmentFile))
    }

    /// Replaces a file in one step, never readable by others.
    private func write(_ text: String, to file: URL) throws {
        let draft = file.appendingPathExtension("draft")
        let isMade = FileManager.default.createFile(
            atPath: draft.path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
        guard isMade, rename(draft.path, file.path) == 0 else {
            throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: file.path])
        }
    }
}
