import Synchronization

/// Hands every notice to all who read it.
final class Noticeboard: Sendable {
    private struct Readers {
        var streams: [Int: AsyncStream<Set<String>>.Continuation] = [:]
        var last = 0
        var isClosed = false
    }

    /// Notices a reader may be behind; the oldest go first, for what counts is to have been woken.
    private static let behindAtMost = 64

    private let readers = Mutex(Readers())

    /// A stream of one's own, which ends when the board is closed.
    func reader() -> AsyncStream<Set<String>> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: Set<String>.self, bufferingPolicy: .bufferingNewest(Self.behindAtMost))
        let number = readers.withLock { readers -> Int? in
            guard !readers.isClosed else { return nil }
            readers.last += 1
            readers.streams[readers.last] = continuation
            return readers.last
        }
        guard let number else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [weak self] _ in
            _ = self?.readers.withLock { $0.streams.removeValue(forKey: number) }
        }
        return stream
    }

    func post(_ names: Set<String>) {
        for stream in readers.withLock({ Array($0.streams.values) }) { stream.yield(names) }
    }

    func close() {
        let streams = readers.withLock { readers in
            readers.isClosed = true
            defer { readers.streams = [:] }
            return Array(readers.streams.values)
        }
        for stream in streams { stream.finish() }
    }
}
