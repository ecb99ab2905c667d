import Hall
import Synchronization

/// The papers under way that are no tickets, and those who wait for their end.
final class PaperWatch: Sendable {
    private struct Paper {
        var state: PrintState
        var next = 0
        var watchers: [Int: AsyncStream<PrintState>.Continuation] = [:]
    }

    private let papers = Mutex<[String: Paper]>([:])

    /// From now on `id` is ours.
    func begin(_ id: String) {
        papers.withLock { $0[id] = $0[id] ?? Paper(state: .queued) }
    }

    /// Notes how far a paper is; what comes after its end comes too late.
    /// - Returns: Whether it is one of ours.
    @discardableResult
    func note(_ state: PrintState, of id: String) -> Bool {
        papers.withLock { papers in
            guard let paper = papers[id] else { return false }
            if paper.state.isFinal { return true }
            papers[id]?.state = state
            for watcher in papers[id]?.watchers.values.map(\.self) ?? [] { watcher.yield(state) }
            return true
        }
    }

    func state(of id: String) -> PrintState? { papers.withLock { $0[id]?.state } }

    /// Its end is kept elsewhere; whoever waits has been told.
    func forget(_ id: String) {
        let watchers = papers.withLock { $0.removeValue(forKey: id)?.watchers.values.map(\.self) }
        for watcher in watchers ?? [] { watcher.finish() }
    }

    /// The end of a paper, or how far it is after `limit`; nil for one that is not under way.
    func end(of id: String, within limit: Duration) async -> PrintState? {
        guard let states = watch(id) else { return nil }
        return await withTaskGroup(of: PrintState?.self) { group in
            group.addTask {
                var last: PrintState?
                for await state in states {
                    last = state
                    if state.isFinal { break }
                }
                return last
            }
            group.addTask {
                try? await Task.sleep(for: limit)
                return nil
            }
            defer { group.cancelAll() }
            return await group.next().flatMap(\.self) ?? state(of: id)
        }
    }

    /// Its state now, and each one after it.
    private func watch(_ id: String) -> AsyncStream<PrintState>? {
        papers.withLock { papers in
            guard let paper = papers[id] else { return nil }
            let (stream, continuation) = AsyncStream.makeStream(
                of: PrintState.self, bufferingPolicy: .bufferingNewest(8))
            continuation.yield(paper.state)
            let number = paper.next
            papers[id]?.next += 1
            papers[id]?.watchers[number] = continuation
            continuation.onTermination = { [weak self] _ in
                self?.papers.withLock { _ = $0[id]?.watchers.removeValue(forKey: number) }
            }
            return stream
        }
    }
}
