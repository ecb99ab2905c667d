import Foundation
import Lab
import Logging

/// What one reader's bytes come to: card reads without repeats, and how the reader is.
///
/// Lives on the reader's thread and is never shared.
final class ReaderEar {
    private let settings: ReaderSettings
    private let timing: ReaderTiming
    private let logger: Logger
    private let now: @Sendable () -> Date
    private let tell: @Sendable (ReaderLoop.News) -> Void
    private let clock = ContinuousClock()
    private let profile: CardProfile
    private var decoder: any ReaderDecoder
    private var debounce: Debounce
    private var state: ReaderState?
    private var misreadEnds: ContinuousClock.Instant?

    init(
        _ settings: ReaderSettings, timing: ReaderTiming, logger: Logger,
        now: @escaping @Sendable () -> Date, tell: @escaping @Sendable (ReaderLoop.News) -> Void
    ) throws {
        (self.settings, self.timing, self.now, self.tell) = (settings, timing, now, tell)
        var logger = logger
        logger[metadataKey: "reader"] = "\(settings.id)"
        self.logger = logger
        profile = try CardProfile(settings)
        debounce = Debounce(window: timing.sameCard)
        decoder =
            switch settings.kind {
            case .serial: LineDecoder(end: settings.end, timing: timing)
            case .idCard: SDTDecoder(speed: settings.speed, timing: timing)
            case .wedge: WedgeDecoder(end: settings.end, timing: timing)
            }
    }

    /// How long to wait for bytes before `tick`; nil for as long as it takes.
    var patience: Duration? {
        [decoder.deadline, misreadEnds].compactMap(\.self).min().map { max($0 - clock.now, .zero) }
    }

    func opened() -> [UInt8] { act(on: decoder.opened(at: clock.now)) }
    func hear(_ bytes: [UInt8]) -> [UInt8] { act(on: decoder.receive(bytes, at: clock.now)) }

    func tick() -> [UInt8] {
        if let end = misreadEnds, end <= clock.now { become(.ready) }
        return act(on: decoder.tick(at: clock.now))
    }

    func lost(_ words: Words, because reason: String) {
        if case .lost = state { return }
        logger.warning("card reader lost", metadata: ["reason": "\(reason)"])
        become(.lost(words))
    }

    /// - Returns: The bytes to send to the reader.
    private func act(on outputs: [ReaderOutput]) -> [UInt8] {
        var sending: [UInt8] = []
        for output in outputs {
            switch output {
            case .send(let bytes): sending += bytes
            case .line(let line): read(line)
            case .document(let document): read(document)
            case .misread(let words): misread(words)
            case .answered: if misreadEnds == nil { become(.ready) }
            case .failed(let words): lost(words, because: words.en)
            }
        }
        return sending
    }

    private func read(_ line: [UInt8]) {
        do {
            let number = try profile.number(in: line)
            swipe(number.key, nil)
        } catch {
            misread(error.words)
        }
    }

    private func read(_ document: IDDocument) {
        let today = CivilDate(of: now(), in: .hospital)
        guard document.card.birth <= today else { return misread(IDProblem.bornInFuture.words) }
        swipe(document.number, document)
    }

    private func swipe(_ key: String, _ document: IDDocument?) {
        become(.ready)
        guard debounce.isNew(key, at: clock.now) else { return }
        logger.info("card read", metadata: ["card": "\(CardNumber.masked(key))"])
        tell(
            .read(
                CardRead(
                    reader: settings.id, kiosk: settings.kiosk, key: key, document: document,
                    at: now())))
    }

    private func misread(_ words: Words) {
        logger.info("card misread", metadata: ["reason": "\(words.en)"])
        become(.misread(words))
    }

    /// Tells changes only, but every misread card.
    private func become(_ next: ReaderState) {
        misreadEnds = nil
        if case .misread = next {
            misreadEnds = clock.now + timing.misread
        } else {
            guard next != state else { return }
        }
        if case .ready = next, case .lost = state { logger.notice("card reader is back") }
        state = next
        tell(.state(next))
    }
}
