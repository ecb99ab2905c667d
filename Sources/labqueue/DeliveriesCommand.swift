import ArgumentParser
import Daemon
import Foundation
import Lab
import Storage

/// What counterparties were told: `labqueue deliveries search`, `show`, `replay`, `skip`,
/// `doubt`.
struct DeliveriesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deliveries",
        abstract: "Look for deliveries, see what was said, try again, or leave untold.",
        subcommands: [Search.self, Show.self, Replay.self, Skip.self, Doubt.self],
        defaultSubcommand: Search.self)

    struct Search: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List deliveries, the latest first.")
        @OptionGroup var options: DataOptions
        @Option var connector: String?
        @Option var lane: String?
        @Option(help: "ready, behind, running, dead, delivered, superseded or skipped.")
        var state: [Delivery.State] = []
        @Option var key: String?
        @Option(help: "The number by which the counterparty knows it.") var number: String?
        @Option(help: "Somewhere in the payload or in the last error.") var text: String?
        @Option(help: "Only those before this one.") var before: Int?
        @Option(help: "How many.") var limit = 50

        func validate() throws {
            guard (1...1_000).contains(limit) else {
                throw ValidationError("Give a limit of 1 to 1000.")
            }
        }

        func run() async throws {
            let filter = Outbox.Filter(
                connector: connector, lane: lane, states: Set(state), key: key, number: number,
                text: text)
            let lines = try await options.deliveries { [before, limit] deliveries in
                try await deliveries.search(filter, before: before, atMost: limit)
            }
            for line in lines { print(line) }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show one delivery and what was said, as JSON, masked.")
        @OptionGroup var options: DataOptions
        @Argument(help: "Its number.") var id: Int

        func run() async throws {
            let story = try await options.deliveries { try await $0.story(of: id) }
            guard let story else {
                throw ValidationError(
                    "There is no delivery \(id); see labqueue deliveries search.")
            }
            print(story)
        }
    }

    struct Replay: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Try deliveries again, in the order in which they were made.")
        @OptionGroup var options: DataOptions
        @Argument(help: "Their numbers.") var ids: [Int]
        @Flag(help: "Only say which would go.") var dryRun = false

        func run() async throws {
            let gone = try await options.deliveries { try await $0.replay(ids, dryRun: dryRun) }
            for id in gone { print(id, dryRun ? "would go" : "goes again") }
            guard gone.count == Set(ids).count else {
                let left = Set(ids).subtracting(gone).sorted().map(String.init)
                print("not waiting, or not there: \(left.joined(separator: ", "))")
                throw ExitCode.failure
            }
        }
    }

    struct Skip: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Leave a delivery untold, so that the next of its key may go.")
        @OptionGroup var options: DataOptions
        @Argument(help: "Its number.") var id: Int
        @Option(help: "Why; kept with the delivery.") var reason: String

        func run() async throws {
            let connectors = try await options.load().connectorsAtRest()
            let isSkipped = try await options.deliveries {
                try await $0.skip(id, because: reason, of: connectors)
            }
            guard isSkipped else {
                throw ValidationError(
                    "Delivery \(id) is under way, has ended, or is not there; see labqueue "
                        + "deliveries show \(id).")
            }
            print(id, "skipped")
        }
    }
}

extension DeliveriesCommand {
    struct Doubt: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "After pg_restore: ask what became of all that is open before telling it.",
            discussion: "`labqueue restore` does this by itself. The daemon must be off.")
        @OptionGroup var options: DataOptions

        func run() async throws {
            let count = try await options.deliveries { try await $0.doubt() }
            print("\(count) deliveries begin with the question what became of them")
        }
    }
}

extension Delivery.State: ExpressibleByArgument {}

extension DataOptions {
    /// Lends the deliveries of the store, beside a daemon that may be running.
    fileprivate func deliveries<Answer: Sendable>(
        _ body: (Deliveries) async throws -> Answer
    ) async throws -> Answer {
        let store = try await visit()
        let answer: Answer
        do {
            answer = try await body(
                Deliveries(store: store, zone: (try? load().timeZone) ?? .hospital))
        } catch {
            try await store.close()
            throw error
        }
        try await store.close()
        return answer
    }
}
