import ArgumentParser
import Daemon
import Foundation
import Logging
import Storage

/// The command line of LabQueue.
@main
struct LabQueue: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "labqueue",
        abstract: "LabQueue 检验叫号: the queue master of a blood-draw hall.",
        version: Version.current,
        subcommands: [
            Serve.self, Check.self, TokenCommand.self, StaffCommand.self, Say.self, Print.self,
            Rehearse.self,
            ConnectorsCommand.self, DeliveriesCommand.self, Backup.self, Restore.self,
            Verify.self, MoveCommand.self, ShowVersion.self,
        ])
}

/// Where all state and the settings are.
struct DataOptions: ParsableArguments {
    @Option(help: "The folder that holds all state.")
    var data = "/var/lib/labqueue"

    @Option(help: "The settings file; DATA/settings.yaml where absent.")
    var settings: String?

    @Option(help: "Instead of the settings' storage: sqlite, or postgres://user@host/database.")
    var storage: String?

    @Flag(help: "The demonstration hall instead of a settings file.")
    var demo = false

    var folder: URL { URL(filePath: data, directoryHint: .isDirectory) }

    var settingsFile: URL {
        settings.map { URL(filePath: $0) } ?? folder.appending(path: "settings.yaml")
    }

    /// The settings these options name.
    func load(port: Int? = nil, mllpPort: Int? = nil) throws -> Settings {
        var chosen: Settings
        if demo {
            chosen = try Demo.settings(data: folder, port: 8080, mllpPort: 2575)
        } else {
            chosen = try Settings.load(from: settingsFile)
        }
        if let storage { chosen.storage = storage }
        if let port { chosen.http.port = port }
        if let mllpPort { chosen.hl7.port = mllpPort }
        return chosen
    }
}

extension DataOptions {
    /// Opens the database beside a daemon that may be running.
    ///
    /// Without a settings file it is the file in the data folder.
    func visit() async throws -> Store {
        let isSettled =
            demo || settings != nil || FileManager.default.fileExists(atPath: settingsFile.path)
        return try await Store.visit(
            storage ?? (isSettled ? load().storage : "sqlite"), folder: folder,
            migrations: Roster.tables)
    }
}

/// Where `Displays` and `Sounds` lie: beside the program's sources, or installed.
enum Furniture {
    static func find() throws -> URL {
        let program = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        var places: [URL] = []
        if let named = ProcessInfo.processInfo.environment["LABQUEUE_FURNITURE"] {
            places.append(URL(filePath: named))
        }
        var folder = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
            .deletingLastPathComponent()
        for _ in 0..<5 {
            places.append(folder)
            folder.deleteLastPathComponent()
        }
        places += [
            URL(filePath: FileManager.default.currentDirectoryPath),
            program.deletingLastPathComponent(), URL(filePath: "/usr/share/labqueue"),
        ]
        for place in places
        where FileManager.default.fileExists(atPath: place.appending(path: "Displays").path) {
            return place
        }
        throw ValidationError(
            "The folders Displays and Sounds were not found; set LABQUEUE_FURNITURE to the folder "
                + "that holds them.")
    }
}

/// Tells which LabQueue this is: `labqueue version`.
struct ShowVersion: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "version", abstract: "Print the version.")

    func run() { print("labqueue \(Version.current)") }
}
