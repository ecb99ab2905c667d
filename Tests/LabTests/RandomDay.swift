import Foundation

@testable import Lab

/// People and nurses who press anything at any time.
struct RandomDay {
    private(set) var hall: Hall
    private(set) var first: Line
    private(set) var faults: [String] = []
    private(set) var calls = 0
    private(set) var refusals = 0
    private var random: SplitMix
    private var issued = 0
    /// How many later priority tickets were called before each normal one, counted by us.
    private var passedOver: [TicketID: Int] = [:]
    private static let queues: [QueueID] = ["A", "C", "E", "G"]
    private static let windows: [WindowID] = ["1", "2", "3", "4", "5"]

    init(seed: UInt64) {
        random = SplitMix(seed: seed)
        let ratio = Int.random(in: 1...3, using: &random)
        let bound = Int.random(in: 2...12, using: &random)
        let expiry: TimeInterval = Bool.random(using: &random) ? 60 : 0
        hall = Hall(windows: [
            "1": ["A", "C", "E", "G"], "2": ["A", "E"], "3": ["C", "E"], "4": ["A", "G"],
            "5": ["E"],
        ]) {
            $0.priorityPerNormal = ratio
            $0.passedOverAtMost = bound
            $0.callExpiresAfter = expiry
        }
        first = hall.line
    }

    mutating func sleep() {
        let events = hall.line.carryOver(to: BusinessDay(date: "2026-11-23"), at: hall.now)
        first = Line(rules: hall.line.rules, day: BusinessDay(date: "2026-11-23"))
        hall = Hall(first, at: hall.now)
        hall.take(events)
        passedOver = [:]
        check()
    }

    mutating func step() throws {
        hall.now += Double.random(in: 0...20, using: &random)
        let command = press()
        let events: [Event]
        do throws(Refusal) {
            events = try hall.line.decide(command, at: hall.now)
        } catch {
            refusals += 1
            events = []
        }
        for event in events {
            watch(event, command, hall.line)
            hall.take([event])
        }
        if case .undo = command { checkUndo(events) }
        checkWindows()
    }

    private mutating func press() -> Command {
        let window = Self.windows.randomElement(using: &random) ?? "1"
        // Sorted, because a dictionary's order is another one in every process.
        let all = hall.line.tickets.values.sorted { $0.place < $1.place }
        let missed = all.filter { $0.state == .missed }.suffix(3)
        let some =
            missed.isEmpty || Bool.random(using: &random)
            ? all.filter { $0.isOpen || $0.place % 9 == 0 } : Array(missed)
        let ticket = some.randomElement(using: &random)?.id ?? "nobody"
        let queue = Self.queues.randomElement(using: &random) ?? "A"
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<26: return issue(in: queue)
        case 26..<50: return .next(window)
        case 50..<54: return .call(ticket, window)
        case 54..<57: return .recall(window)
        case 57..<68: return .arrive(window)
        case 68..<76: return .finish(window)
        case 76..<81: return .miss(window)
        case 81..<84: return .undo(window)
        case 84: return .open(window)
        case 85: return .pause(window, reason: "吃饭")
        case 86: return .close(window)
        case 87:
            return .mode(window, Int.random(in: 0..<4, using: &random) == 0 ? .manual : .automatic)
        case 88..<90:
            let pin = Int.random(in: 0..<3, using: &random) == 0 ? window : nil
            return .move(ticket, queue: Bool.random(using: &random) ? queue : nil, window: pin)
        case 90..<92:
            return .reclassify(ticket, Ticket.Class.allCases.randomElement(using: &random) ?? .due)
        case 92..<96: return .comeBack(ticket)
        case 96: return .cancel(ticket, reason: "走了")
        default: return .tick
        }
    }

    private mutating func issue(in queue: QueueID) -> Command {
        issued += 1
        let patient = PatientID("p\(Int.random(in: 0..<400, using: &random))")
        let dice = Int.random(in: 0..<10, using: &random)
        return .issue(
            .init(
                id: TicketID("\(hall.line.day)/\(issued)"), person: Person(id: patient, name: "李"),
                queue: queue,
                class: dice == 0 ? .emergency : dice < 5 ? .priority : .normal,
                redraws: Int.random(in: 0..<8, using: &random) == 0 ? [0, 5, 10] : []))
    }
}

// MARK: - What is watched at each call

extension RandomDay {
    private mutating func watch(_ event: Event, _ command: Command, _ line: Line) {
        guard case .called(let id, let window, _) = event.what, let ticket = line.tickets[id] else {
            return
        }
        calls += 1
        if ticket.state != .waiting { faults.append("called \(ticket.label), \(ticket.state)") }
        let rules = line.rules
        let queues = rules.windows.first { $0.id == window }?.queues ?? []
        let others = line.tickets.values.filter {
            $0.state == .waiting
                && ($0.pinned == window || ($0.pinned == nil && queues.contains($0.queue)))
        }
        if case .next = command {
            let best = line.upcoming(for: window, limit: 1).first?.id
            if best != id { faults.append("\(ticket.label) was called, not the first shown") }
            let emergencies = others.filter { $0.class == .emergency }
            if !emergencies.isEmpty, ticket.class != .emergency {
                faults.append("\(ticket.label) was called before an emergency")
            }
            if ticket.class == .priority {
                for normal in others
                where normal.class == .normal && normal.place < ticket.place
                    && isInOrder(normal, line)
                {
                    if passedOver[normal.id, default: 0] >= rules.passedOverAtMost {
                        faults.append("\(normal.label) was passed over once more")
                    }
                }
            }
        }
        if ticket.class == .priority {
            for normal in others where normal.class == .normal && normal.place < ticket.place {
                passedOver[normal.id, default: 0] += 1
            }
        }
    }

    /// Not kept apart after coming back.
    private func isInOrder(_ ticket: Ticket, _ line: Line) -> Bool {
        line.lane(of: ticket).map {
            line.lanes[$0].orders[ticket.class.rank].contains(ticket.place)
        }
            ?? false
    }

    private mutating func checkUndo(_ events: [Event]) {
        for case .undone(_, let before) in events.map(\.what) {
            if hall.line.tickets[before.id] != before {
                faults.append("undoing did not restore \(before.label)")
            }
            // The call taken back may have been counted over many.
            passedOver = [:]
        }
    }
}

// MARK: - What is checked after each command

extension RandomDay {
    mutating func checkWindows() {
        var holders: [TicketID: WindowID] = [:]
        for window in hall.line.windows {
            guard let id = window.ticket else { continue }
            if let other = holders.updateValue(window.id, forKey: id) {
                faults.append("windows \(other) and \(window.id) hold one ticket")
            }
            if window.state == .closed { faults.append("a closed window holds a ticket") }
        }
        if holders.count
            != hall.line.tickets.values.count(where: {
                $0.window != nil && ($0.state == .called || $0.state == .drawing)
            })
        {
            faults.append("a ticket called is at no window")
        }
    }

    mutating func check() {
        let line = hall.line
        let holders = Dictionary(
            uniqueKeysWithValues: line.windows.compactMap { window in
                window.ticket.map { ($0, window.id) }
            })
        var reachable: Set<TicketID> = []
        for window in line.windows {
            let upcoming = line.upcoming(for: window.id, limit: .max)
            reachable.formUnion(upcoming.map(\.id))
            if upcoming.count != line.waitingCount(for: window.id) {
                faults.append("window \(window.id) shows \(upcoming.count) of its waiting")
            }
        }
        var listed: Set<TicketID> = []
        for queue in Self.queues {
            let waiting = line.waiting(in: queue, limit: .max)
            if waiting.count != line.waitingCount(in: queue) { faults.append("\(queue) miscounts") }
            for (ahead, ticket) in waiting.enumerated() {
                if !listed.insert(ticket.id).inserted {
                    faults.append("\(ticket.label) waits twice")
                }
                if line.ahead(of: ticket.id) != ahead {
                    faults.append(
                        "\(ticket.label): \(ahead) ahead, not \(line.ahead(of: ticket.id) ?? -1)")
                }
            }
        }
        checkTickets(holders, reachable, listed)
    }

    private mutating func checkTickets(
        _ holders: [TicketID: WindowID], _ reachable: Set<TicketID>, _ listed: Set<TicketID>
    ) {
        let line = hall.line
        var labels: Set<String> = []
        var open: Set<PatientID> = []
        for ticket in line.tickets.values {
            let label = ticket.label
            if !labels.insert(label).inserted { faults.append("\(label) was given twice") }
            if line.ticket(labelled: label)?.id != ticket.id { faults.append("\(label) not found") }
            if ticket.isOpen, !open.insert(ticket.person.id).inserted {
                faults.append("\(label)'s patient has two open tickets")
            }
            if ticket.isOpen != (line.openTicket(of: ticket.person.id)?.id == ticket.id) {
                faults.append("\(label) is not known as open")
            }
            let isHere = ticket.state == .called || ticket.state == .drawing
            if (holders[ticket.id] != nil) != isHere { faults.append("\(label) is at no window") }
            if isHere, holders[ticket.id] != ticket.window {
                faults.append("\(label) is elsewhere")
            }
            let isWaiting = ticket.state == .waiting
            if reachable.contains(ticket.id) != isWaiting {
                faults.append("\(label) is out of reach")
            }
            if listed.contains(ticket.id) != (isWaiting && ticket.pinned == nil) {
                faults.append("\(label) is in no list")
            }
            let rests = line.resting.seats.contains { $0.ticket == ticket.id }
            if rests != (ticket.state == .resting) { faults.append("\(label) does not rest") }
            if (ticket.firstCalledAt ?? .distantFuture) < ticket.issuedAt {
                faults.append("\(label) was called before it was issued")
            }
        }
    }
}
