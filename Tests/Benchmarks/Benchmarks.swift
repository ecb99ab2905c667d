import Foundation

/// `Benchmarks [--only NAME] [--rounds N]`: what the hall does, measured against something known.
///
/// Every figure is a ratio to another thing measured in the same run, turn by turn, because a
/// figure alone says more about the machine than about us.
@main
struct Benchmarks {
    static func main() async throws {
        let wishes: Wishes
        do { wishes = try Wishes(CommandLine.arguments.dropFirst()) } catch {
            say("\(error)")
            exit(64)
        }
        // Not the temporary folder: that may lie in memory, and this is about disks.
        let folder = try WorkFolder(in: FileManager.default.currentDirectoryPath)
        var missed: [String] = []
        for benchmark in all where wishes.only.map({ $0 == benchmark.name }) ?? true {
            do {
                for finding in try await benchmark.run(folder.sub(benchmark.name), wishes.rounds) {
                    say("\(finding)\n")
                    if !finding.holds { missed.append(finding.title) }
                }
            } catch {
                say("\(benchmark.name) could not be measured: \(error)\n")
                missed.append(benchmark.name)
            }
        }
        folder.remove()
        say(missed.isEmpty ? "all bars hold" : "missed: \(missed.joined(separator: "; "))")
    }

    struct Benchmark: Sendable {
        let name: String
        let run: @Sendable (URL, Int) async throws -> [any Finding]
    }

    static let all = [
        Benchmark(name: "tickets", run: TicketRace.run),
        Benchmark(name: "next", run: NextRace.run),
        Benchmark(name: "boards", run: BoardRace.run),
        Benchmark(name: "events", run: EventRace.run),
        Benchmark(name: "outbox", run: OutboxRace.run),
        Benchmark(name: "server-outbox", run: ServerOutboxRace.run),
        Benchmark(name: "claim", run: ClaimRace.run),
        Benchmark(name: "wake", run: WakeRace.run),
        Benchmark(name: "start", run: StartCount.run),
        Benchmark(name: "idle", run: IdleCount.run),
        Benchmark(name: "nursing", run: NursingRace.run),
        Benchmark(name: "voice", run: VoiceRace.run),
        Benchmark(name: "memory", run: MemoryCount.run),
    ]
}

/// What the command line asks for.
struct Wishes {
    var only: String?
    var rounds = 5

    init(_ arguments: some Sequence<String>) throws {
        var rest = Array(arguments)[...]
        while let argument = rest.popFirst() {
            switch (argument, rest.popFirst()) {
            case ("--only", let name?) where Benchmarks.all.contains { $0.name == name }:
                only = name
            case ("--rounds", let text?):
                guard let count = Int(text), count >= 5 else { throw Trouble(Self.usage) }
                rounds = count
            default: throw Trouble(Self.usage)
            }
        }
    }

    private static let usage =
        "usage: Benchmarks [--only \(Benchmarks.all.map(\.name).joined(separator: "|"))] "
        + "[--rounds N], N at least 5"
}

/// Why a benchmark cannot be measured, and what to do about it.
struct Trouble: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

/// At once, also into a pipe.
private func say(_ words: some CustomStringConvertible) {
    FileHandle.standardOutput.write(Data("\(words)\n".utf8))
}
