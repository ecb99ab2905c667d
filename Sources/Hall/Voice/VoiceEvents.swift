import Synchronization

/// Hands every event to everyone who listens; a listener who is slow loses the oldest.
final class VoiceEvents: Sendable {
    private struct Listeners {
        var next = 0
        var all: [Int: AsyncStream<VoiceEvent>.Continuation] = [:]
    }

    private let listeners = Mutex(Listeners())

    func listen() -> AsyncStream<VoiceEvent> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: VoiceEvent.self, bufferingPolicy: .bufferingNewest(512))
        let number = listeners.withLock { listeners in
            listeners.next += 1
            listeners.all[listeners.next] = continuation
            return listeners.next
        }
        continuation.onTermination = { [weak self] _ in
            _ = self?.listeners.withLock { $0.all.removeValue(forKey: number) }
        }
        return stream
    }

    func tell(_ event: VoiceEvent) {
        let all = listeners.withLock { Array($0.all.values) }
        for listener in all { listener.yield(event) }
    }

    func finish() {
        let all = listeners.withLock { Array($0.all.values) }
        for listener in all { listener.finish() }
    }
}
