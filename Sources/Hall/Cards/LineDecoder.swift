import Lab

/// Cuts what a line reader sends into reads.
struct LineDecoder: ReaderDecoder {
    /// More than any card or code; what is longer is dropped up to its end.
    static let longest = 1024

    private let end: ReaderSettings.End
    private let timing: ReaderTiming
    private var partial: [UInt8] = []
    private var tooLong = false
    private var last: ContinuousClock.Instant?

    init(end: ReaderSettings.End, timing: ReaderTiming = ReaderTiming()) {
        self.end = end
        self.timing = timing
    }

    private var pause: Duration { end == .gap ? timing.gap : timing.half }

    var deadline: ContinuousClock.Instant? {
        partial.isEmpty && !tooLong ? nil : last?.advanced(by: pause)
    }

    mutating func opened(at now: ContinuousClock.Instant) -> [ReaderOutput] {
        forget()
        return [.answered]
    }

    mutating func receive(_ bytes: [UInt8], at now: ContinuousClock.Instant) -> [ReaderOutput] {
        var outputs = tick(at: now)
        last = now
        for byte in bytes {
            if ends(byte) {
                outputs += finish()
            } else if partial.count < Self.longest, !tooLong {
                partial.append(byte)
            } else {
                partial = []
                tooLong = true
            }
        }
        return outputs
    }

    mutating func tick(at now: ContinuousClock.Instant) -> [ReaderOutput] {
        guard let deadline, deadline <= now else { return [] }
        if end == .gap { return finish() }
        let noise = tooLong
        forget()
        return [.misread(noise ? Self.overlong : Self.half)]
    }

    private func ends(_ byte: UInt8) -> Bool {
        switch end {
        case .enter: byte == 0x0D || byte == 0x0A
        case .tab: byte == 0x09
        case .gap: false
        }
    }

    /// Empty lines are the other half of CR LF and say nothing.
    private mutating func finish() -> [ReaderOutput] {
        defer { forget() }
        if tooLong { return [.misread(Self.overlong)] }
        return partial.isEmpty ? [] : [.line(partial)]
    }

    private mutating func forget() {
        partial = []
        tooLong = false
        last = nil
    }

    private static let half = Words(
        "没有读完整，请再刷一次", "Only part of the card was read. Please swipe again.")
    private static let overlong = Words(
        "读到的内容过长，请确认是就诊卡或二维码",
        "What was read is too long for a card. Please use a patient card or code.")
}
