import Foundation
import Logging
import ServiceLifecycle
import Synchronization

/// The loudspeaker of one zone and what waits for it; speaks one announcement at a time.
final class ZoneVoice: Sendable {
    let zone: Zone
    let speech: Speech
    private let cache: SpeechCache
    private let events: VoiceEvents
    private let logger: Logger
    private let now: @Sendable () -> Date
    private let firstRetry: Duration
    private let loudspeaker: Loudspeaker
    private let wakes: AsyncStream<Void>
    private let wake: AsyncStream<Void>.Continuation
    private let state: Mutex<State>

    private struct State {
        var line = ZoneLine()
        var status: ZoneStatus
        /// When the one being spoken must end, because the program stops.
        var stopsAt: ContinuousClock.Instant?
    }

    init(
        _ zone: Zone, speech: Speech, cache: SpeechCache, events: VoiceEvents, logger: Logger,
        firstRetry: Duration, now: @escaping @Sendable () -> Date
    ) {
        self.zone = zone
        self.speech = speech.paced(rate: zone.rate, oneAsYao: zone.oneAsYao)
        self.cache = cache
        self.events = events
        self.firstRetry = firstRetry
        self.now = now
        var logger = logger
        logger[metadataKey: "zone"] = "\(zone.id)"
        self.logger = logger
        loudspeaker = Loudspeaker(device: zone.device)
        state = Mutex(State(status: .silent(zone.hasSound ? "not opened yet" : "set to none")))
        (wakes, wake) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    var status: ZoneStatus { state.withLock { $0.status } }

    func announce(_ announcement: Announcement) {
        let losses = state.withLock { $0.line.add(announcement, at: now()) }
        report(losses)
        wake.yield()
    }

    func drop(_ id: String) {
        if state.withLock({ $0.line.drop(id) }) { report([(id, .dropped)]) }
    }

    /// Looks after the device, where something is wrong with it.
    func knock() {
        if zone.hasSound, status != .ready { wake.yield() }
    }

    /// Lets the present sentence end, for as long as `grace`.
    func stop(within grace: Duration) {
        state.withLock { $0.stopsAt = .now + grace }
        wake.finish()
    }

    func run() async {
        await open()
        for await _ in wakes {
            var isIdle = true
            while let waiting = take() {
                isIdle = false
                await speak(waiting)
            }
            if isIdle, status != .ready { await open() }
        }
        report(state.withLock { $0.line.removeAll() })
        await close()
    }

    /// Speech for later, so that the call sounds at once.
    func prepare(_ announcement: Announcement) async {
        guard zone.hasSound else { return }
        do {
            for language in zone.languages {
                _ = try await sound(of: announcement, in: language)
            }
            events.tell(.prepared(id: announcement.id, zone: zone.id))
        } catch {
            // It is tried again when it is to be heard; meanwhile the zone says what is wrong.
            settle(ZoneStatus(error))
        }
    }

    private func take() -> ZoneLine.Waiting? {
        let (next, late) = state.withLock { state in
            state.stopsAt == nil ? state.line.next(at: now()) : (nil, [])
        }
        report(late)
        return next
    }

    private func speak(_ waiting: ZoneLine.Waiting) async {
        let announcement = waiting.announcement
        guard zone.hasSound else { return report([(announcement.id, .unheard)]) }
        do {
            let sound = try await sound(of: announcement)
            let isWhole = try await loudspeaker.play(sound) { [events, zone] in
                events.tell(.began(id: announcement.id, zone: zone.id))
            } mustStop: {
                Task.isCancelled || self.state.withLock { $0.stopsAt.map { $0 < .now } ?? false }
            }
            settle(.ready)
            report([(announcement.id, isWhole ? .spoken : .cutShort)])
        } catch {
            settle(ZoneStatus(error))
            if let loss = state.withLock({ $0.line.putBack(waiting) }) { return report([loss]) }
            await rest()
        }
    }

    /// Tries what a call will need: a word of every language, and the device.
    func open() async {
        guard zone.hasSound else { return settle(status) }
        do {
            for language in zone.languages {
                _ = try await speech.sound(of: language.trial, in: language)
            }
            try await loudspeaker.open()
            settle(.ready)
        } catch {
            settle(ZoneStatus(error))
        }
    }

    func close() async { await loudspeaker.close() }

    /// A quarter of a second at first, so that a replugged cable is not noticed by anyone.
    private func rest() async {
        let pause = firstRetry * (1 << min(failures.add(1, ordering: .relaxed).oldValue, 5))
        try? await cancelWhenGracefulShutdown { try await Task.sleep(for: pause) }
    }

    private let failures = Atomic(0)

    private func settle(_ status: ZoneStatus) {
        if status == .ready { failures.store(0, ordering: .relaxed) }
        let isNew = state.withLock { state in
            defer { state.status = status }
            return state.status != status
        }
        guard isNew else { return }
        if status == .ready {
            logger.info("The loudspeaker is ready")
        } else {
            logger.warning("Nothing can be heard; calls show on the boards only: \(status)")
        }
        events.tell(.changed(zone: zone.id, status))
    }

    private func report(_ losses: [ZoneLine.Loss]) {
        for (id, why) in losses {
            if why == .late || why == .crowdedOut {
                logger.warning("A call was not spoken", metadata: ["why": "\(why)"])
            }
            events.tell(.ended(id: id, zone: zone.id, why))
        }
    }
}

extension ZoneVoice {
    /// Chime, pause, the sentence in each language, all of it as often as the zone says.
    private func sound(of announcement: Announcement) async throws -> Sound {
        var whole = zone.chime ? try speech.chime(isEmergency: announcement.isEmergency) : Sound()
        var pause = zone.chime ? 350 : 0  // ms
        for _ in 0..<zone.times {
            for language in zone.languages {
                let sentence = try await sound(of: announcement, in: language)
                guard !sentence.samples.isEmpty else { continue }
                whole.append(.silence(milliseconds: pause))
                whole.append(sentence)
                pause = 700
            }
        }
        return whole.at(percent: zone.volumes.percent(at: now()))
    }

    private func sound(of announcement: Announcement, in language: Language) async throws -> Sound {
        guard let text = announcement.sentences[language] else { return Sound() }
        let key = SpeechCache.Key(
            text: text, name: announcement.name, language: language, rate: zone.rate,
            oneAsYao: zone.oneAsYao)
        return try await cache.sound(of: key) { [speech, logger] in
            let reading = try await speech.reading(
                of: text, name: announcement.name, in: language)
            if reading.unread > 0 {
                logger.warning(
                    "Characters without a reading were left out; add them to lexicon.tsv",
                    metadata: ["count": "\(reading.unread)", "language": "\(language.rawValue)"])
            }
            return try await speech.sound(of: reading)
        }
    }
}

extension Language {
    /// A word to try the voice with.
    fileprivate var trial: String { self == .english ? "please" : "请" }
}

extension ZoneStatus {
    /// A device that does not open is not there; anything else broke on the way.
    fileprivate init(_ error: any Error) {
        if let error = error as? SoundError, error.action == .open {
            self = .silent("\(error)")
        } else {
            self = .failed("\(error)")
        }
    }
}
