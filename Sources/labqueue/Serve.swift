import ArgumentParser
import Daemon
import Foundation
import Logging
import Storage

/// Runs the hall: `labqueue serve`.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Run the hall.")

    @OptionGroup var options: DataOptions

    @Option(help: "The HTTP port; 0 picks a free one.")
    var port: Int?

    @Option(help: "The HL7 port; 0 picks a free one.")
    var mllpPort: Int?

    @Option(help: "How much is logged: debug, info, notice, warning, error.")
    var log: Logger.Level = .notice

    func run() async throws {
        LoggingSystem.bootstrap(StreamLogHandler.standardError)
        var logger = Logger(label: "labqueue")
        logger.logLevel = log
        let settings = try options.load(port: port, mllpPort: mllpPort)
        let store = try await Store.open(
            settings.storage, folder: options.folder, migrations: Roster.tables)
        let secret = try await store.makeFirstAdmin(at: Date())
        let demo =
            options.demo
            ? try await Demo.prepare(store, in: options.folder, at: Date()) : nil
        let daemon = try await Daemon(
            settings: settings, store: store, furniture: Furniture.find(), demo: demo,
            logger: logger
        ) { doors in
            Self.say("listening \(doors.http) mllp \(doors.mllp)")
            if let secret {
                Self.say("admin secret, shown this once: \(secret)")
            }
            if options.demo { Self.say(Demo.guide(doors.http)) }
        }
        try await daemon.run()
    }

    /// Standard output may be a pipe; a line must leave at once.
    private static func say(_ line: String) {
        FileHandle.standardOutput.write(Data("\(line)\n".utf8))
    }
}

extension Logger.Level: @retroactive ExpressibleByArgument {}
