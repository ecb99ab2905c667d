import Foundation
import Synchronization

/// What a screen shows right now: encoded once, answered many times, pushed when it changes.
///
/// Readers take the bytes under a lock and wait for nobody, so that a thousand screens
/// polling cost the line nothing.
public final class Feed: Sendable {
    /// One picture, ready for the wire.
    public struct Picture: Sendable {
        public let bytes: [UInt8]
        /// Strong, quoted.
        public let etag: String

        public init(bytes: [UInt8], etag: String) {
            self.bytes = bytes
            self.etag = etag
        }
    }

    private struct State {
        var picture: Picture?
        var isStale = true
        var nextWatcher = 0
        var watchers: [Int: AsyncStream<Picture>.Continuation] = [:]
    }

    private let state = Mutex(State())

    public init() {}

    /// The picture, unless something has happened since it was drawn.
    public var fresh: Picture? { state.withLock { $0.isStale ? nil : $0.picture } }

    public var isWatched: Bool { state.withLock { !$0.watchers.isEmpty } }

    public var watcherCount: Int { state.withLock { $0.watchers.count } }

    /// Something happened; the next reader draws anew.
    public func invalidate() { state.withLock { $0.isStale = true } }

    /// Marks as fresh before drawing, so that what happens meanwhile is not missed.
    public func beginDrawing() { state.withLock { $0.isStale = false } }

    /// Shows `bytes`; watchers hear of it only if they differ from the last picture.
    @discardableResult
    public func show(_ bytes: [UInt8]) -> Picture {
        state.withLock { state in
            if let picture = state.picture, picture.bytes == bytes { return picture }
            let picture = Picture(bytes: bytes, etag: Self.etag(of: bytes))
            state.picture = picture
            for watcher in state.watchers.values { watcher.yield(picture) }
            return picture
        }
    }

    /// Every picture from now on; a slow reader gets only the newest.
    public func watch() -> AsyncStream<Picture> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: Picture.self, bufferingPolicy: .bufferingNewest(1))
        let watcher = state.withLock { state in
            state.nextWatcher += 1
            state.watchers[state.nextWatcher] = continuation
            return state.nextWatcher
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { _ = $0.watchers.removeValue(forKey: watcher) }
        }
        return stream
    }

    /// Ends every watch, at shutdown.
    public func finish() {
        let watchers = state.withLock { Array($0.watchers.values) }
        for watcher in watchers { watcher.finish() }
    }

    /// FNV-1a over the bytes, 64 bit, with the length: equal pictures, equal tag.
    private static func etag(of bytes: [UInt8]) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        return "\"\(String(hash, radix: 36))-\(bytes.count)\""
    }
}
