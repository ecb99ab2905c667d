import Foundation
import Hall
import Lab

/// A ticket as a kiosk shows it: masked, with what the patient wants to know.
struct KioskTicket: Encodable, Sendable {
    struct Queue: Encodable, Sendable {
        let id: QueueID
        let name: String
        let nameEn: String

        init(_ id: QueueID, in hall: HallSettings) {
            let queue = hall.queues.first { $0.id == id }
            self.id = id
            name = queue?.name ?? id.rawValue
            nameEn = queue?.nameEn ?? id.rawValue
        }
    }

    struct Wait: Encodable, Sendable {
        let medianSeconds: Int
        /// Four in five wait no longer.
        let likelySeconds: Int

        init(_ estimate: Estimate) {
            medianSeconds = Int(estimate.median)
            likelySeconds = Int(estimate.likely)
        }
    }

    let id: TicketID
    let label: String
    let queue: Queue
    let `class`: Ticket.Class
    let state: Ticket.State
    let maskedName: String
    let ahead: Int?
    let estimate: Wait?
    let issuedAt: Date
    let prepare: [Words]
    let page: String
    let hall: String
    let window: WindowID?

    init(_ ticket: Ticket, in line: borrowing Line, hall: HallSettings, at now: Date) {
        id = ticket.id
        label = ticket.label
        queue = Queue(ticket.queue, in: hall)
        `class` = ticket.class
        state = ticket.state
        maskedName = ticket.person.maskedName
        ahead = line.ahead(of: ticket.id)
        estimate = line.estimate(for: ticket.id, at: now).map(Wait.init)
        issuedAt = ticket.issuedAt
        prepare = hall.advice
        page = "/t/\(ticket.id)"
        self.hall = hall.name
        window = ticket.window
    }
}

/// A ticket as staff see it.
struct TicketView: Encodable, Sendable {
    let id: TicketID
    let label: String
    let queue: KioskTicket.Queue
    let `class`: Ticket.Class
    let state: Ticket.State
    let name: String
    let maskedName: String
    let sex: Person.Sex
    let age: Int?
    let birthDate: String?
    let patient: PatientID
    let hall: String
    let window: WindowID?
    let pinned: WindowID?
    let attempt: Int
    let ahead: Int?
    let estimate: KioskTicket.Wait?
    let issuedAt: Date
    let since: Date
    let calledAt: Date?
    let dueAt: Date?
    let redraws: [Int]
    let waitedSeconds: Int
    let specimens: [Ticket.Specimen]
    let print: String
    /// Missed, or called long ago and not seen since.
    let lost: Bool
    let page: String

    /// - Parameter withRank: Whether to count who is ahead, which lists do by position.
    init(_ ticket: Ticket, in line: borrowing Line, _ scene: Scene, ahead: Int? = nil) {
        id = ticket.id
        label = ticket.label
        queue = KioskTicket.Queue(ticket.queue, in: scene.hall)
        `class` = ticket.class
        state = ticket.state
        name = ticket.person.name
        maskedName = ticket.person.maskedName
        sex = ticket.person.sex
        age = ticket.person.age(on: line.day)
        birthDate = ticket.person.birthDate
        patient = ticket.person.id
        hall = scene.hall.id.rawValue
        window = ticket.window
        pinned = ticket.pinned
        attempt = ticket.attempt
        self.ahead = ahead ?? line.ahead(of: ticket.id)
        estimate = line.estimate(for: ticket.id, at: scene.now).map(KioskTicket.Wait.init)
        issuedAt = ticket.issuedAt
        since = ticket.since
        calledAt = ticket.firstCalledAt
        dueAt = ticket.dueAt
        redraws = ticket.redraws
        waitedSeconds = Int(ticket.waited(at: scene.now))
        specimens = ticket.specimens
        print = scene.prints.state(of: ticket.id)?.word ?? "none"
        lost =
            ticket.state == .missed
            || ticket.state == .called && scene.now.timeIntervalSince(ticket.since) > 300
        page = "/t/\(ticket.id)"
    }
}

/// What a view needs beside the line.
struct Scene: Sendable {
    let hall: HallSettings
    let prints: Prints
    let now: Date
}

extension PrintState {
    /// As the contract spells it.
    var word: String {
        switch self {
        case .queued: "queued"
        case .waiting: "waiting"
        case .printed: "printed"
        case .failed: "failed"
        case .off: "off"
        }
    }
}

/// What became of the paper, for the kiosk.
struct PrintView: Encodable, Sendable {
    let state: String
    let message: Words?

    init(_ state: PrintState) {
        self.state = state.word
        message = state.words
    }
}
