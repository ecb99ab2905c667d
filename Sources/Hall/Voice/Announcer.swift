import Foundation
import Logging
import ServiceLifecycle

/// Speaks the calls of every zone, one at a time and whole, and never makes a caller wait.
///
/// It says of itself whether it can be heard (``status()``) and what became of every announcement
/// (``events()``). Stopping lets the present sentence end.
public final class Announcer: Service {
    private let zones: [String: ZoneVoice]
    private let happenings = VoiceEvents()
    private let logger: Logger
    private let preparations: AsyncStream<Announcement>
    private let preparation: AsyncStream<Announcement>.Continuation
    private let problems: [String]

    /// How long a stop waits for the sentence being spoken.
    private static let grace = Duration.seconds(8)
    /// How often a loudspeaker that cannot be heard is tried.
    private let knocks: Duration

    /// - Parameters:
    ///   - sounds: The folder of `lexicon.tsv`, recordings and chimes.
    ///   - now: The clock, by which calls grow late and the volume changes.
    public convenience init(
        settings: VoiceSettings, sounds: URL?, logger: Logger,
        now: @escaping @Sendable () -> Date = { Date() }
    ) throws {
        try self.init(
            settings: settings, sounds: sounds, logger: logger, firstRetry: .milliseconds(250),
            knocks: .seconds(15), now: now)
    }

    init(
        settings: VoiceSettings, sounds: URL?, logger: Logger, firstRetry: Duration,
        knocks: Duration, now: @escaping @Sendable () -> Date
    ) throws {
        let speech = try Speech(sounds: sounds)
        let cache = SpeechCache()
        let events = happenings
        zones = Dictionary(
            settings.zones.map { zone in
                let voice = ZoneVoice(
                    zone, speech: speech, cache: cache, events: events, logger: logger,
                    firstRetry: firstRetry, now: now)
                return (zone.id, voice)
            }, uniquingKeysWith: { first, _ in first })
        (preparations, preparation) = AsyncStream.makeStream(
            of: Announcement.self, bufferingPolicy: .bufferingNewest(64))
        self.logger = logger
        self.knocks = knocks
        problems = speech.problems
    }

    /// Puts it in its zone's line: behind the others, or behind the emergencies if it is one.
    public func announce(_ announcement: Announcement) {
        guard let zone = zones[announcement.zone] else {
            logger.warning("No loudspeaker zone", metadata: ["zone": "\(announcement.zone)"])
            return happenings.tell(
                .ended(id: announcement.id, zone: announcement.zone, .unheard))
        }
        zone.announce(announcement)
    }

    /// The patient has arrived: it is not spoken any more, unless it has begun.
    public func drop(_ id: String) {
        for zone in zones.values { zone.drop(id) }
    }

    /// Synthesises ahead what will soon be called.
    public func prepare(_ announcements: [Announcement]) {
        for announcement in announcements { preparation.yield(announcement) }
    }

    /// Whether each zone can be heard.
    public func status() -> [String: ZoneStatus] { zones.mapValues(\.status) }

    /// Tries every voice and device without playing anything, for `labqueue check`; not while it
    /// runs.
    public func check() async -> [String: ZoneStatus] {
        for zone in zones.values {
            await zone.open()
            await zone.close()
        }
        return status()
    }

    /// What happens from now on.
    public func events() -> AsyncStream<VoiceEvent> { happenings.listen() }

    public func run() async throws {
        for problem in problems { logger.warning("A recording is not used: \(problem)") }
        await withTaskCancellationOrGracefulShutdownHandler {
            await withDiscardingTaskGroup { group in
                for zone in zones.values { group.addTask { await zone.run() } }
                group.addTask { await self.prepareAll() }
                group.addTask { await self.knock() }
            }
        } onCancelOrGracefulShutdown: {
            for zone in self.zones.values { zone.stop(within: Self.grace) }
            self.preparation.finish()
        }
        happenings.finish()
    }

    private func prepareAll() async {
        for await announcement in preparations {
            await zones[announcement.zone]?.prepare(announcement)
        }
    }

    private func knock() async {
        let knocks = knocks
        try? await cancelWhenGracefulShutdown {
            while true {
                try await Task.sleep(for: knocks)
                for zone in self.zones.values { zone.knock() }
            }
        }
    }
}
