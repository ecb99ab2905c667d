import ArgumentParser

/// The other sides, strict, for tests and the demonstration.
@main
struct Counterparties: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "counterparties")
}
