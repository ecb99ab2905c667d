import Foundation
import Glibc
import Lab
import Logging
import Synchronization

@testable import Hall

/// Readers under test, and what they say.
struct ReaderBench {
    enum News: Equatable {
        case read(String)
        case state(ReaderState)
    }

    private var news: AsyncStream<News>.Iterator
    let journal = Journal()

    /// Runs `readers` while `body` plays with their devices.
    static func with(
        _ readers: [ReaderSettings], timing: ReaderTiming = .patient,
        opener: @escaping @Sendable (ReaderSettings) throws(ReaderDevice.Failure) -> ReaderDevice =
            ReaderLoop.open,
        _ body: (inout ReaderBench) async throws -> Void
    ) async throws {
        let (stream, feed) = AsyncStream.makeStream(of: News.self)
        var bench = ReaderBench(news: stream.makeAsyncIterator())
        let journal = bench.journal
        let service = CardReaders(
            readers: readers,
            logger: Logger(label: "cards") { _ in JournalHandler(journal: journal) },
            now: { Date(timeIntervalSince1970: 1_795_300_000) }, timing: timing, opener: opener,
            onRead: { feed.yield(.read($0.key)) }, onState: { feed.yield(.state($1)) })
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await service.run() }
            try await body(&bench)
            group.cancelAll()
        }
    }

    mutating func next() async -> News? { await news.next(isolation: #isolation) }

    /// What is said up to and with the first news that `fits`.
    mutating func until(_ fits: (News) -> Bool) async -> [News] {
        var all: [News] = []
        while let item = await news.next(isolation: #isolation) {
            all.append(item)
            if fits(item) { break }
        }
        return all
    }

    mutating func ready() async { _ = await until { $0 == .state(.ready) } }

    mutating func lost() async -> Words? {
        guard case .state(.lost(let words)) = await until(\.isLost).last else { return nil }
        return words
    }

    /// The next card, whatever is said before it.
    mutating func card() async -> String? {
        guard case .read(let key) = await until(\.isRead).last else { return nil }
        return key
    }

    mutating func misread() async -> Words? {
        guard case .state(.misread(let words)) = await until(\.isMisread).last else { return nil }
        return words
    }
}

extension ReaderBench.News {
    var isRead: Bool { if case .read = self { true } else { false } }
    var isLost: Bool { if case .state(.lost) = self { true } else { false } }
    var isMisread: Bool { if case .state(.misread) = self { true } else { false } }
}

extension ReaderTiming {
    /// Time enough for a machine that does other things too.
    static var patient: ReaderTiming {
        var timing = ReaderTiming()
        (timing.poll, timing.reopen) = (.milliseconds(20), .milliseconds(20))
        (timing.answer, timing.reading) = (.seconds(20), .seconds(20))
        return timing
    }

    /// For tests in which nothing is answered.
    static var hasty: ReaderTiming {
        var timing = patient
        (timing.answer, timing.reading) = (.milliseconds(200), .milliseconds(200))
        return timing
    }
}

/// Every log line, with its metadata.
final class Journal: Sendable {
    private let lines = Mutex<[String]>([])
    func write(_ line: String) { lines.withLock { $0.append(line) } }
    var text: String { lines.withLock { $0.joined(separator: "\n") } }
}

private struct JournalHandler: LogHandler {
    let journal: Journal
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace
    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }
    func log(event: LogEvent) {
        journal.write("\(event.level) \(event.message) \(metadata) \(event.metadata ?? [:])")
    }
}
