import ArgumentParser
import Daemon
import Foundation
import Storage

/// Carries everything to a server: `labqueue move --to postgres://…`.
struct MoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "move",
        abstract: "Move everything from the file in the data folder to a PostgreSQL server.",
        discussion: """
            The daemon must be off. All or nothing moves, whenever it is interrupted; the old \
            file is kept under another name. Afterwards write the printed line into the settings.
            """)
    @OptionGroup var options: DataOptions
    @Option(help: "postgres://user@host/database; ${NAME} is a variable of the environment.")
    var to: String
    @Flag(help: "Do it all, compare, and take it back.") var rehearse = false

    func run() async throws {
        let report = try await Move(
            from: options.folder, to: ServerAddress(to), migrations: Roster.tables
        )
        .run(rehearsing: rehearse)
        for part in report.parts {
            let lane = part.lane.map { " lane \($0)" } ?? ""
            print("\(part.table)\(lane): \(part.rows)")
        }
        if report.wasRehearsal {
            return print("rehearsed: \(report.rows) rows would move, equal in number and content")
        }
        print(
            report.wasDone
                ? "moved before: all \(report.rows) rows are there, equal in number and content"
                : "moved: \(report.rows) rows, equal in number and content")
        if let kept = report.kept { print("the old database is kept as \(kept.path)") }
        print("now write this line into the settings:")
        // As it was written: a password belongs into a variable or PGPASSFILE.
        let isSecret = (try? ServerAddress(to))?.hasWrittenPassword(in: to) ?? true
        print("storage: \(isSecret ? "postgres://… (the address just given)" : to)")
    }
}
