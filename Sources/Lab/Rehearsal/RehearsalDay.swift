import Foundation

/// The rehearsed day while it is played.
struct RehearsalDay {
    private enum Happening {
        case comes(Int)
        case atWindow(Int, TicketID)
        case drawn(Int, TicketID)
        case noAnswer(Int, TicketID)
        case comesBack(TicketID)
        case opens(Int)
        case leaves(Int, until: Date)
        case tick
    }

    /// Midnight at the hospital on Monday 2026-11-23.
    private static let midnight = Date(timeIntervalSince1970: 1_795_363_200)
    /// How long a call stands before it is repeated, in seconds.
    private static let patience: TimeInterval = 20
    /// How long a nurse rests, in seconds.
    private static let rest: TimeInterval = 600

    private var line: Line
    private var random: SplitMix
    private var agenda = Agenda<Happening>()
    private var visitors: [Visitor] = []
    private var numbers: [TicketID: Int] = [:]
    private var returned: Set<TicketID> = []
    /// Seconds for a usual draw by the nurse at each window.
    private var nurses: [TimeInterval] = []
    /// Until when a nurse who wants to leave will be away.
    private var leaves: [Int: Date] = [:]
    private var scores: Scores
    private let seed: UInt64

    init(_ rehearsal: Rehearsal) {
        let rules = rehearsal.rules
        seed = rehearsal.seed
        line = Line(rules: rules, day: BusinessDay(date: "2026-11-23"))
        random = SplitMix(seed: rehearsal.seed)
        scores = Scores(windows: rules.windows.count)
        visitors = (0..<rehearsal.patients).map { Visitor($0, rules, &random) }
        nurses = rules.windows.map { _ in random.between(65, 110) }
        for (number, visitor) in visitors.enumerated() {
            numbers[visitor.draft.id] = number
            agenda.plan(.comes(number), at: Self.midnight + visitor.comesAt)
        }
        planShifts()
    }

    /// Windows open in waves before the peak, rest in turn, and half of them at lunch.
    private mutating func planShifts() {
        let number = nurses.count
        for window in 0..<number {
            let wave = Double(window * 4 / max(number, 1))
            agenda.plan(.opens(window), at: Self.midnight + (7 * 3600 + wave * 900))
            let rest = Self.midnight + (10 * 3600 + random.between(0, 3600))
            agenda.plan(.leaves(window, until: rest + Self.rest), at: rest)
            guard window % 2 == 1 else { continue }
            let noon = Self.midnight + 12 * 3600
            agenda.plan(.leaves(window, until: noon + 3600), at: noon)
        }
    }

    mutating func play() -> Report {
        while let (now, happening) = agenda.next() { live(happening, now) }
        return Report(
            scores, rules: line.rules, seed: seed, patients: visitors.count,
            left: line.tickets.values.count { $0.isOpen })
    }

    private mutating func live(_ happening: Happening, _ now: Date) {
        switch happening {
        case .comes(let number): come(visitors[number].draft, now)
        case .atWindow(let window, let ticket): sitDown(ticket, window, now)
        case .drawn(let window, let ticket): stand(ticket, window, now)
        case .noAnswer(let window, let ticket): callAgain(ticket, window, now)
        case .comesBack(let ticket): run(.comeBack(ticket), now)
        case .tick: run(.tick, now)
        case .opens(let window):
            run(.open(id(window)), now)
            scores.opened(window, now)
        case .leaves(let window, let until): leaves[window] = until
        }
        callToFreeWindows(now)
    }

    private func id(_ window: Int) -> WindowID { line.rules.windows[window].id }

    /// A refusal is an answer too; here it means that the day went another way than planned.
    @discardableResult
    private mutating func run(_ command: Command, _ now: Date) -> [Event] {
        let events = (try? line.decide(command, at: now)) ?? []
        for event in events { line.apply(event) }
        return events
    }
}

// MARK: - Patients

extension RehearsalDay {
    private mutating func come(_ draft: Ticket.Draft, _ now: Date) {
        run(.issue(draft), now)
        scores.issued(draft, line.estimate(for: draft.id, at: now))
    }

    private mutating func sitDown(_ ticket: TicketID, _ window: Int, _ now: Date) {
        guard line.window(id(window))?.ticket == ticket else { return }
        run(.arrive(id(window)), now)
        let effort = numbers[ticket].map { visitors[$0].effort } ?? 1
        let draw = nurses[window] * effort * max(0.4, 1 + 0.25 * random.bell())
        agenda.plan(.drawn(window, ticket), at: now + max(draw, 25))
    }

    private mutating func stand(_ ticket: TicketID, _ window: Int, _ now: Date) {
        guard line.window(id(window))?.ticket == ticket else { return }
        run(.finish(id(window)), now)
        scores.left(window, now, drawn: true)
        planTick()
    }

    private mutating func callAgain(_ ticket: TicketID, _ window: Int, _ now: Date) {
        guard line.window(id(window))?.ticket == ticket else { return }
        if !run(.recall(id(window)), now).isEmpty {
            agenda.plan(.noAnswer(window, ticket), at: now + Self.patience)
            return
        }
        run(.miss(id(window)), now)
        scores.left(window, now, drawn: false)
        if let after = numbers[ticket].flatMap({ visitors[$0].returnsAfter }) {
            returned.insert(ticket)
            agenda.plan(.comesBack(ticket), at: now + after)
        }
    }
}

// MARK: - Windows

extension RehearsalDay {
    /// A nurse goes when the chair is empty.
    private mutating func rest(_ window: Int, _ now: Date) {
        guard let until = leaves[window], line.window(id(window))?.ticket == nil else { return }
        leaves[window] = nil
        run(.pause(id(window), reason: "休息"), now)
        scores.shut(window, now)
        agenda.plan(.opens(window), at: max(until, now + Self.rest))
    }

    private mutating func callToFreeWindows(_ now: Date) {
        for window in nurses.indices { rest(window, now) }
        for (index, window) in line.windows.enumerated()
        where window.state == .open && window.ticket == nil {
            guard line.waitingCount(for: window.id) > 0 else { continue }
            for event in run(.next(window.id), now) {
                if case .called(let ticket, _, _) = event.what { called(ticket, index, now) }
            }
        }
    }

    private mutating func called(_ id: TicketID, _ window: Int, _ now: Date) {
        guard let ticket = line.tickets[id], let number = numbers[id] else { return }
        let visitor = visitors[number]
        scores.called(ticket, window, now)
        if visitor.strays, !returned.contains(id) {
            agenda.plan(.noAnswer(window, id), at: now + Self.patience)
        } else {
            agenda.plan(.atWindow(window, id), at: now + visitor.walk)
        }
    }

    private mutating func planTick() {
        if let deadline = line.nextDeadline { agenda.plan(.tick, at: deadline) }
    }
}
