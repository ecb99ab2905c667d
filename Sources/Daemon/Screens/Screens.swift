import Foundation
import Hall
import Lab
import Logging
import ServiceLifecycle
import Storage
import Synchronization

/// Every feed of the house, and who draws it.
///
/// Something happening in a hall makes the hall's feeds stale. Feeds that somebody watches
/// are drawn at once, many events together; the others when somebody asks.
final class Screens: Service {
    typealias Draw = @Sendable () async throws -> [UInt8]

    struct Screen: Sendable {
        let hall: HallID?
        let feed: Feed
        let draw: Draw
    }

    private let screens = Mutex<[String: Screen]>([:])
    private let wake = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    private let logger: Logger

    init(logger: Logger) { self.logger = logger }

    func add(_ name: String, hall: HallID?, draw: @escaping Draw) {
        screens.withLock { $0[name] = Screen(hall: hall, feed: Feed(), draw: draw) }
    }

    subscript(name: String) -> Screen? { screens.withLock { $0[name] } }

    var watcherCount: Int {
        screens.withLock { $0.values.reduce(0) { $0 + $1.feed.watcherCount } }
    }

    /// Something happened in `hall`, or, without one, somewhere.
    func changed(in hall: HallID?) {
        screens.withLock { screens in
            for screen in screens.values where hall == nil || screen.hall == hall {
                screen.feed.invalidate()
            }
        }
        wake.continuation.yield()
    }

    /// Only the screens named so are stale.
    func changed(_ names: [String]) {
        screens.withLock { screens in for name in names { screens[name]?.feed.invalidate() } }
        wake.continuation.yield()
    }

    /// The picture as of now.
    func picture(of screen: Screen) async throws -> Feed.Picture {
        if let fresh = screen.feed.fresh { return fresh }
        screen.feed.beginDrawing()
        do {
            return screen.feed.show(try await screen.draw())
        } catch {
            screen.feed.invalidate()
            throw error
        }
    }

    func run() async throws {
        for await _ in wake.stream.cancelOnGracefulShutdown() {
            let watched = screens.withLock { $0.values.filter { $0.feed.isWatched } }
            for screen in watched where screen.feed.fresh == nil {
                do {
                    _ = try await picture(of: screen)
                } catch {
                    logger.error("a screen could not be drawn: \(error)")
                }
            }
            // Two dozen pictures a second are as good as any; the events between go together.
            try? await Task.sleep(for: .milliseconds(40))
        }
    }

    /// Ends every watch.
    func finish() {
        for screen in screens.withLock({ Array($0.values) }) { screen.feed.finish() }
    }
}
