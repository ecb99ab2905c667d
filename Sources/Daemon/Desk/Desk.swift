import Foundation
import Lab
import Storage

/// One hall's line, kept: it decides, writes the journal, then tells the room.
///
/// Two copies of the line: `tip` is what has been decided, `line` what is on disk. Commands
/// are decided on the tip without waiting for the disk, so that those which arrive together
/// commit together; answers, boards and voices see only the line. Should a write fail, the
/// tip is thrown away and begins anew from the disk.
public actor Desk {
    /// Hears, in order, of what is on disk.
    typealias Listener = @Sendable ([Event], borrowing Line) -> Void

    nonisolated let settings: HallSettings
    nonisolated let hall: HallID
    let store: Store
    let days: Days
    let now: @Sendable () -> Date

    var tip: Line
    var tipSeq = 0
    var line: Line
    var lineSeq = 0
    /// Decided and not yet on disk, oldest first.
    var pending: [(after: Int, events: [Event])] = []
    /// What each command of the day became, so that a repeated one gets the first answer.
    var answers: [String: [Event]] = [:]
    /// The latest calls of the day, newest first, at most 40.
    var recent: [TicketID] = []
    /// When the day ends.
    var dayEnds: Date
    /// Callers who repeat a command that is being written.
    private var echoes: [String: [CheckedContinuation<Void, Never>]] = [:]
    /// Callers whose refusal rests on something that is being written.
    private var landings: [CheckedContinuation<Void, Never>] = []
    /// Counts how often the tip began anew.
    private var era = 0
    /// Closed while the line is put in order: after a failed write, at the day change.
    private var isClosed = false
    private var atTheDoor: [CheckedContinuation<Void, Never>] = []
    private var listeners: [Listener] = []

    init(
        _ settings: HallSettings, days: Days, store: Store,
        now: @escaping @Sendable () -> Date
    ) {
        self.settings = settings
        self.hall = settings.id
        self.days = days
        self.store = store
        self.now = now
        let day = days.day(of: now())
        tip = Line(rules: settings.lineRules, day: day)
        line = tip
        dayEnds = days.end(of: day)
    }

    func listen(_ listener: @escaping Listener) { listeners.append(listener) }

    /// Looks at the line as it is on disk.
    func read<T: Sendable>(_ look: @Sendable (borrowing Line) throws -> T) rethrows -> T {
        try look(line)
    }

    /// Looks at the line and at its latest calls, newest first.
    func read<T: Sendable>(_ look: @Sendable (borrowing Line, [TicketID]) throws -> T) rethrows -> T
    {
        try look(line, recent)
    }

    /// What a command of this key and caller became today, if it was carried out.
    func answer(to key: String, by actor: String) -> [Event]? { answers["\(actor):\(key)"] }

    /// Whether a command with this key was given today.
    func knows(_ key: String?, by actor: String) -> Bool {
        guard let name = key.map({ "\(actor):\($0)" }) else { return false }
        return answers[name] != nil || echoes[name] != nil
    }

    /// Does what `command` asks and answers when it is on disk.
    /// - Parameters:
    ///   - key: The caller's `Idempotency-Key`; a repeated one gets the first answer.
    ///   - actor: Who asks, such as `window 3`; goes into the journal.
    /// - Returns: What happened; nothing where nothing had to.
    /// - Throws: `Refusal` where the rules say no, `StorageError` where the disk does.
    @discardableResult
    package func perform(_ command: Command, key: String? = nil, by actor: String) async throws
        -> [Event]
    {
        let name = key.map { "\(actor):\($0)" } ?? UUID().uuidString
        for _ in 0..<20 {
            try await changeDayIfDue()
            if let first = answers[name] { return first }
            if echoes[name] != nil {
                await withCheckedContinuation { echoes[name]?.append($0) }
                continue
            }
            let events: [Event]
            do {
                events = try tip.decide(command, at: now())
            } catch {
                // What stands in the way may not be on disk yet; nobody hears of it before.
                if await isSettled() { throw error }
                continue
            }
            if events.isEmpty {
                if await isSettled() { return [] }
                continue
            }
            if try await write(events, as: name, by: actor) { return events }
        }
        throw DeskError.tooBusy(hall)
    }

    /// Waits until all that is decided now is on disk; false where some of it never came there.
    private func isSettled() async -> Bool {
        let (seq, era, day) = (tipSeq, era, tip.day)
        while lineSeq < seq, era == self.era, day == line.day {
            await withCheckedContinuation { landings.append($0) }
        }
        return era == self.era && day == line.day
    }

    private func tellLanding() {
        for waiter in landings { waiter.resume() }
        landings.removeAll()
    }

    /// Applies, writes, lands.
    ///
    /// Answers false where the line has changed on disk meanwhile.
    private func write(_ events: [Event], as name: String, by actor: String) async throws -> Bool {
        let (hall, day, after, era) = (hall, tip.day, tipSeq, era)
        let changes = ordersChanged(by: events)
        for event in events { tip.apply(event) }
        tipSeq += events.count
        pending.append((after, events))
        echoes[name] = []
        defer { echoes.removeValue(forKey: name)?.forEach { $0.resume() } }
        do {
            try await store.engine.write { transaction in
                try Journal.append(
                    events, hall: hall, day: day, after: after, command: name, actor: actor,
                    in: transaction)
                for (orders, state) in changes {
                    try Records.mark(orders, state, in: transaction)
                }
            }
        } catch {
            if era == self.era { try await beginAnew() }
            if let repeated = error as? Journal.Repeated {
                answers[name] = repeated.entries.map(\.event)
                return false
            }
            if error is Journal.Conflict { return false }
            throw error
        }
        answers[name] = events
        try await land(through: after + events.count)
        return true
    }

    /// What is on disk becomes the line; the room hears of it.
    private func land(through seq: Int) async throws {
        while let first = pending.first, first.after + first.events.count <= seq {
            pending.removeFirst()
            if first.after == lineSeq { show(first.events) }
        }
        if lineSeq < seq { try await readOn() }
    }

    func show(_ events: [Event]) {
        for event in events {
            line.apply(event)
            if case .called(let id, _, _) = event.what { remember(id) }
            if case .recalled(let id, _, _) = event.what { remember(id) }
        }
        lineSeq += events.count
        for listener in listeners { listener(events, line) }
        tellLanding()
    }

    private func remember(_ call: TicketID) {
        recent.removeAll { $0 == call }
        recent.insert(call, at: 0)
        if recent.count > 40 { recent.removeLast() }
    }

    /// After a failed write: what is on disk is the truth.
    private func beginAnew() async throws {
        era += 1
        defer { tellLanding() }
        try await behindClosedDoors {
            pending.removeAll()
            try await readOn()
            tip = line
            tipSeq = lineSeq
        }
    }

    /// Lets nobody decide anything while `work` puts the line in order.
    func behindClosedDoors(_ work: () async throws -> Void) async throws {
        await waitAtTheDoor()
        isClosed = true
        defer {
            isClosed = false
            for waiter in atTheDoor { waiter.resume() }
            atTheDoor.removeAll()
        }
        try await work()
    }

    func waitAtTheDoor() async {
        while isClosed { await withCheckedContinuation { atTheDoor.append($0) } }
    }

    /// Reads what the journal has beyond the line.
    func readOn() async throws {
        let (hall, day, seq) = (hall, line.day, lineSeq)
        let entries = try await store.engine.read { transaction in
            try Journal.entries(hall: hall, day: day, after: seq, in: transaction)
        }
        for (command, parts) in Dictionary(grouping: entries, by: \.command) {
            answers[command] = parts.map(\.event)
        }
        for entry in entries where entry.seq == lineSeq + 1 { show([entry.event]) }
    }
}

/// A desk that cannot do its work.
enum DeskError: Error, CustomStringConvertible {
    case tooBusy(HallID)

    var description: String {
        switch self {
        case .tooBusy(let hall):
            "cannot write to the line of hall \(hall): other daemons write without pause; try again"
        }
    }
}
