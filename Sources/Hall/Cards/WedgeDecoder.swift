import Lab

/// Reads what a keyboard reader types from the kernel's `input_event` records.
///
/// A key it does not know spoils the number: one digit less could be another patient's.
struct WedgeDecoder: ReaderDecoder {
    /// `struct input_event` on 64-bit Linux: two 8-byte times, type, code, value.
    static let recordLength = 24

    private var line: LineDecoder
    private var record: [UInt8] = []
    private var shifts: Set<UInt16> = []
    private var commands: Set<UInt16> = []
    private var capsLock = false
    /// The kernel lost events; what follows counts only after the next report.
    private var overrun = false

    init(end: ReaderSettings.End, timing: ReaderTiming = ReaderTiming()) {
        line = LineDecoder(end: end, timing: timing)
    }

    var deadline: ContinuousClock.Instant? { line.deadline }

    mutating func opened(at now: ContinuousClock.Instant) -> [ReaderOutput] {
        (record, shifts, commands) = ([], [], [])
        (capsLock, overrun) = (false, false)
        return line.opened(at: now)
    }

    mutating func receive(_ bytes: [UInt8], at now: ContinuousClock.Instant) -> [ReaderOutput] {
        var outputs: [ReaderOutput] = []
        for byte in bytes {
            record.append(byte)
            guard record.count == Self.recordLength else { continue }
            outputs += event(record, at: now)
            record.removeAll(keepingCapacity: true)
        }
        return outputs
    }

    mutating func tick(at now: ContinuousClock.Instant) -> [ReaderOutput] {
        judged(line.tick(at: now))
    }

    private mutating func event(
        _ record: [UInt8], at now: ContinuousClock.Instant
    ) -> [ReaderOutput] {
        let type = UInt16(record[16]) | UInt16(record[17]) << 8
        let code = UInt16(record[18]) | UInt16(record[19]) << 8
        let value = record[20...23].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        switch (type, code) {
        case (0, 3):  // EV_SYN, SYN_DROPPED
            overrun = true
            (shifts, commands) = ([], [])
            return typed([Self.spoiled], at: now)
        case (0, 0):  // EV_SYN, SYN_REPORT
            overrun = false
            return []
        case (1, _) where !overrun && value <= 1:  // EV_KEY; 2 is a key held down
            return key(code, isDown: value == 1, at: now)
        default:
            return []
        }
    }

    private mutating func key(
        _ code: UInt16, isDown: Bool, at now: ContinuousClock.Instant
    ) -> [ReaderOutput] {
        switch WedgeKeymap.key(code) {
        case .shift:
            if isDown { shifts.insert(code) } else { shifts.remove(code) }
        case .command:
            if isDown { commands.insert(code) } else { commands.remove(code) }
        case .capsLock:
            if isDown { capsLock.toggle() }
        case .silent:
            break
        case .other:
            if isDown { return typed([Self.spoiled], at: now) }
        case .types(let plain, let shifted) where isDown:
            guard commands.isEmpty else { return typed([Self.spoiled], at: now) }
            let isLetter = UInt8(ascii: "a")...UInt8(ascii: "z") ~= plain
            let byte = !shifts.isEmpty != (capsLock && isLetter) ? shifted : plain
            return typed([byte], at: now)
        case .types:
            break
        }
        return []
    }

    private mutating func typed(
        _ bytes: [UInt8], at now: ContinuousClock.Instant
    ) -> [ReaderOutput] {
        judged(line.receive(bytes, at: now))
    }

    /// A spoiled number is misread, however whole it looks.
    private func judged(_ outputs: [ReaderOutput]) -> [ReaderOutput] {
        outputs.map { output in
            guard case .line(let bytes) = output, bytes.contains(Self.spoiled) else {
                return output
            }
            return .misread(Self.unclear)
        }
    }

    /// Stands for a key that is none of a number; no key types it (ASCII "substitute").
    private static let spoiled: UInt8 = 0x1A
    private static let unclear = Words(
        "没有读清楚，请再刷一次", "The card was not read clearly. Please swipe again.")
}
