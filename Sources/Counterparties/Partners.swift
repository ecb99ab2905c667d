import ArgumentParser
import Foundation
import Logging
import ServiceLifecycle
import UnixSignals

/// The other sides, strict, for tests and the demonstration: `counterparties`.
@main
struct Partners: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "counterparties",
        abstract: "Play the outside systems a hospital talks to, strictly.",
        discussion: """
            Names and keys are taken from EINVOICE_APPID_<CAMPUS>, EINVOICE_KEY_<CAMPUS>, \
            INSURER_CODE_<CAMPUS>, INSURER_PAASID_<CAMPUS>, INSURER_TOKEN_<CAMPUS>, or made once \
            and kept in DATA/counterparties.json, which only its owner can read.
            """)

    @Option(help: "The HTTP port; 0 picks a free one.")
    var port = 9100

    @Option(help: "The port of the e-invoice print component; 0 picks a free one.")
    var printPort: Int?

    @Option(help: "The address to listen at; control routes answer this machine only.")
    var host = "127.0.0.1"

    @Option(help: "The folder for keys and journals; without one everything is forgotten.")
    var data: String?

    @Option(name: .customLong("campus"), help: "A campus; may be given several times.")
    var campuses = ["benbu", "jinshan"]

    @Option(help: "How much is logged: debug, info, notice, warning, error.")
    var log: Logger.Level = .notice

    func run() async throws {
        LoggingSystem.bootstrap(StreamLogHandler.standardError)
        var logger = Logger(label: "counterparties")
        logger.logLevel = log
        let folder = try data.map { try Self.folder(at: $0) }
        let earlier = try folder.flatMap { try AddressBook.read(in: $0) }
        var generator = SystemRandomNumberGenerator()
        let bosi = try Bosi(
            campuses: Campus.all(
                named: campuses, environment: ProcessInfo.processInfo.environment,
                earlier: earlier?["bosi"], generator: &generator),
            journal: folder?.appending(path: "bosi.journal"))
        let insurer = try InsurancePlatform(
            institutions: FundInstitution.all(
                of: campuses, environment: ProcessInfo.processInfo.environment,
                earlier: earlier?["insurer"], generator: &generator),
            journal: folder?.appending(path: "insurer.journal"))
        let stage = Stage(counterparties: [bosi, insurer], logger: logger) { Date() }
        let main = try await Listener.open(
            host: host, port: port, logger: logger, answer: stage.answer)
        var services: [any Service] = [main]
        var printer: Listener?
        if let printPort {
            let listener = try await Listener.open(
                port: printPort, logger: logger, answer: stage.answer)
            services.append(listener)
            printer = listener
        }
        if let folder {
            try AddressBook(counterparties: stage.counterparties)
                .write(in: folder, origin: main.origin, printer: printer?.origin)
            try ReliefClasses.csv.write(
                to: folder.appending(path: ReliefClasses.file), atomically: true, encoding: .utf8)
        }
        let printing = printer.map { " print \($0.origin)" } ?? ""
        FileHandle.standardOutput.write(Data("listening \(main.origin)\(printing)\n".utf8))
        try await ServiceGroup(
            services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger
        ).run()
    }

    private static func folder(at path: String) throws -> URL {
        let folder = URL(filePath: path, directoryHint: .isDirectory)
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        return folder
    }
}

extension Logger.Level: @retroactive ExpressibleByArgument {}
