import ArgumentParser
import Daemon

/// What there is to speak with: `labqueue connectors`.
struct ConnectorsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "connectors",
        abstract: "List the connectors: on or off, lanes, operations, the events they want.")
    @OptionGroup var options: DataOptions
    @Option(help: "Print a section of the settings file for this connector instead.")
    var sample: String?

    func run() async throws {
        if let sample {
            guard let section = try ConnectorList.sample(of: sample) else {
                throw ValidationError(
                    "There is no connector \(sample); see labqueue connectors.")
            }
            print(section, terminator: "")
            return
        }
        for line in try await ConnectorList(options.load()).lines { print(line) }
    }
}
