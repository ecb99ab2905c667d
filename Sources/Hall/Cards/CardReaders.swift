import Foundation
import Lab
import Logging
import ServiceLifecycle

/// All card readers plugged into this machine.
///
/// Each has a thread of its own, since waiting for a device blocks. A reader that is absent or
/// unplugged is told of as lost and opened again when it is back; it never stops the others.
/// Reads and states of one reader are handed on one after the other, in their order.
public struct CardReaders: Service {
    private let readers: [ReaderSettings]
    private let logger: Logger
    private let now: @Sendable () -> Date
    private let onRead: @Sendable (CardRead) async -> Void
    private let onState: @Sendable (String, ReaderState) async -> Void
    private let timing: ReaderTiming
    private let opener: @Sendable (ReaderSettings) throws(ReaderDevice.Failure) -> ReaderDevice

    /// - Parameter onState: Hears the reader's name in the settings and how it is.
    public init(
        readers: [ReaderSettings], logger: Logger, now: @escaping @Sendable () -> Date,
        onRead: @escaping @Sendable (CardRead) async -> Void,
        onState: @escaping @Sendable (String, ReaderState) async -> Void
    ) {
        self.init(
            readers: readers, logger: logger, now: now, timing: ReaderTiming(),
            opener: ReaderLoop.open, onRead: onRead, onState: onState)
    }

    init(
        readers: [ReaderSettings], logger: Logger, now: @escaping @Sendable () -> Date,
        timing: ReaderTiming,
        opener: @escaping @Sendable (ReaderSettings) throws(ReaderDevice.Failure) -> ReaderDevice,
        onRead: @escaping @Sendable (CardRead) async -> Void,
        onState: @escaping @Sendable (String, ReaderState) async -> Void
    ) {
        (self.readers, self.logger, self.now) = (readers, logger, now)
        (self.timing, self.opener) = (timing, opener)
        (self.onRead, self.onState) = (onRead, onState)
    }

    /// Runs until shutdown; a card that was read before is still handed on.
    public func run() async throws {
        let stop = try StopSignal()
        await withTaskCancellationHandler {
            await withGracefulShutdownHandler {
                await withTaskGroup(of: Void.self) { group in
                    // Keeps the service alive where no reader is configured.
                    group.addTask {
                        await onThread("readers") { while !stop.wait(.seconds(3600)) {} }
                    }
                    for reader in readers {
                        group.addTask { await watch(reader, until: stop) }
                    }
                }
            } onGracefulShutdown: {
                stop.raise()
            }
        } onCancel: {
            stop.raise()
        }
    }

    private func watch(_ reader: ReaderSettings, until stop: StopSignal) async {
        // Patients are slower than this by far; a reader gone mad loses its oldest news.
        let news = AsyncStream.makeStream(
            of: ReaderLoop.News.self, bufferingPolicy: .bufferingNewest(64))
        let loop = ReaderLoop(
            settings: reader, timing: timing, logger: logger, now: now,
            tell: { news.continuation.yield($0) }, opener: opener)
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                await onThread("reader \(reader.id)") { loop.run(until: stop) }
                news.continuation.finish()
            }
            for await item in news.stream {
                switch item {
                case .read(let card): await onRead(card)
                case .state(let state): await onState(reader.id, state)
                }
            }
        }
    }
}

/// Does blocking work on a thread of its own.
private func onThread(_ name: String, _ work: @escaping @Sendable () -> Void) async {
    await withCheckedContinuation { continuation in
        let thread = Thread {
            work()
            continuation.resume()
        }
        thread.name = name
        thread.start()
    }
}
