import Lab

/// Leads an ID-card reader through find, select and read.
///
/// Whatever goes wrong, it starts again from find, and half of a card is never used.
struct SDTDecoder: ReaderDecoder {
    private enum Step: Equatable {
        /// Nothing asked; what arrives now comes too late and is dropped.
        case resting
        case finding, selecting, reading
    }

    private let timing: ReaderTiming
    private let readTimeout: Duration
    private var stream = SDTFrame.Stream()
    private var step = Step.resting
    private var unanswered = 0
    private(set) var deadline: ContinuousClock.Instant?
    /// When the next question is due at the latest, however much a broken line chatters.
    private var restEnds: ContinuousClock.Instant?

    /// - Parameter speed: Bits per second; the photo alone takes a second at 9600.
    init(speed: Int, timing: ReaderTiming = ReaderTiming()) {
        self.timing = timing
        let frameBits = 1295 * 10
        readTimeout = timing.reading + .milliseconds(frameBits * 1000 / max(speed, 1))
    }

    mutating func opened(at now: ContinuousClock.Instant) -> [ReaderOutput] {
        unanswered = 0
        return ask(.finding, .find, within: timing.answer, at: now)
    }

    mutating func tick(at now: ContinuousClock.Instant) -> [ReaderOutput] {
        guard let deadline, deadline <= now else { return [] }
        switch step {
        case .resting:
            return ask(.finding, .find, within: timing.answer, at: now)
        case .finding:
            rest(at: now)
            return trouble(Self.silent)
        case .selecting, .reading:
            rest(at: now)
            return [.misread(Self.interrupted)]
        }
    }

    mutating func receive(_ bytes: [UInt8], at now: ContinuousClock.Instant) -> [ReaderOutput] {
        guard step != .resting else {
            // A late answer may go on for a while: ask only when the line is quiet.
            deadline = min(now + timing.poll, restEnds ?? now)
            return []
        }
        var outputs: [ReaderOutput] = []
        for found in stream.receive(bytes) where step != .resting {
            switch found {
            case .reply(let reply): outputs += answer(reply, at: now)
            case .wrongChecksum: outputs += garbled(at: now)
            }
        }
        return outputs
    }

    private mutating func answer(
        _ reply: SDTFrame.Reply, at now: ContinuousClock.Instant
    ) -> [ReaderOutput] {
        switch reply.status.meaning {
        case .good: return good(reply, at: now)
        case .noCard:
            let pulled = step != .finding
            rest(at: now)
            return heard() + (pulled ? [.misread(Self.interrupted)] : [])
        case .card(let words):
            rest(at: now)
            return heard() + [.misread(words)]
        case .line(let words):
            let asking = step == .finding
            rest(at: now)
            return asking ? trouble(words) : [.misread(Self.interrupted)]
        case .reader(let words):
            rest(at: now)
            return [.failed(words)]
        }
    }

    /// A good reply that does not fit the step is a late one; the right one may still come.
    private mutating func good(
        _ reply: SDTFrame.Reply, at now: ContinuousClock.Instant
    ) -> [ReaderOutput] {
        switch (step, reply.status, reply.data.count) {
        case (.finding, .found, 4):
            return heard() + ask(.selecting, .select, within: timing.answer, at: now)
        case (.selecting, .done, 8):
            return ask(.reading, .read, within: readTimeout, at: now)
        case (.reading, .done, 4 + 256 + 1024) where reply.data.prefix(4) == [1, 0, 4, 0]:
            rest(at: now)
            do {
                return [.document(try IDText(Array(reply.data[4..<260])).document())]
            } catch {
                return [.misread(error.words)]
            }
        default:
            return []
        }
    }

    private mutating func garbled(at now: ContinuousClock.Instant) -> [ReaderOutput] {
        let asking = step == .finding
        rest(at: now)
        return asking ? trouble(Self.unclear) : [.misread(Self.interrupted)]
    }

    private mutating func ask(
        _ next: Step, _ request: SDTFrame.Request, within: Duration,
        at now: ContinuousClock.Instant
    ) -> [ReaderOutput] {
        if next == .finding { stream.forget() }
        step = next
        deadline = now + within
        return [.send(request.bytes)]
    }

    private mutating func rest(at now: ContinuousClock.Instant) {
        stream.forget()
        step = .resting
        deadline = now + timing.poll
        restEnds = now + timing.poll * 10
    }

    private mutating func heard() -> [ReaderOutput] {
        unanswered = 0
        return [.answered]
    }

    /// One question lost is nothing; several in a row are a reader that is lost.
    private mutating func trouble(_ words: Words) -> [ReaderOutput] {
        unanswered += 1
        return unanswered >= timing.unanswered ? [.failed(words)] : []
    }

    static let silent = Words(
        "身份证读卡器没有应答，请检查电源和连线", "The ID-card reader does not answer")
    private static let unclear = Words(
        "身份证读卡器的应答有误，请检查连线和波特率", "The ID-card reader's answers are garbled")
    private static let interrupted = SDTStatus.layAgain("读证件中断", "Reading was interrupted")
}
