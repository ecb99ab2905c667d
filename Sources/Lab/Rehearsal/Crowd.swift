import Foundation

/// Who comes on a rehearsed day, when, and how they behave.
struct Visitor: Sendable {
    let draft: Ticket.Draft
    /// Seconds after midnight.
    let comesAt: TimeInterval
    /// Seconds from the chair to the door of the waiting room, once called.
    let walk: TimeInterval
    /// How much longer than usual a draw takes.
    let effort: Double
    /// Whether the first calls find nobody, and after how many seconds they come back, if at all.
    let strays: Bool
    let returnsAfter: TimeInterval?
}

extension Visitor {
    init(_ number: Int, _ rules: Rules, _ random: inout SplitMix) {
        let isEmergency = random.happens(0.02)
        let isChild = random.happens(0.08)
        let isTolerance = !isEmergency && !isChild && random.happens(0.015)
        let wanted: QueueID? = isEmergency ? "E" : isChild ? "C" : isTolerance ? "G" : nil
        let queue = rules.queues.first { $0.id == wanted }?.id ?? rules.queues.first?.id ?? "A"
        let isPriority = random.happens(0.15)
        draft = Ticket.Draft(
            id: TicketID("r\(number)"),
            person: Person(id: PatientID("p\(number)"), name: "排演"), queue: queue,
            class: isEmergency ? .emergency : isPriority ? .priority : .normal,
            redraws: isTolerance ? [0, 60, 120] : [])
        comesAt = isEmergency ? random.between(7, 16.4) * 3600 : Self.arrival(&random)
        walk = random.between(6, 25)
        effort = (isChild ? 1.5 : 1) * max(0.5, 1 + 0.3 * random.bell())
        strays = !isEmergency && random.happens(0.04)
        returnsAfter = random.happens(0.7) ? random.between(120, 1200) : nil
    }

    /// Most come fasting between 07:30 and 09:30; the rest over the morning and the afternoon.
    private static func arrival(_ random: inout SplitMix) -> TimeInterval {
        let dice = random.share()
        let hour =
            if dice < 0.55 {
                8.4 + 0.45 * random.bell()
            } else if dice < 0.8 {
                random.between(9, 11.5)
            } else {
                random.between(13, 16.3)
            }
        return min(max(hour, 6.9), 16.4) * 3600
    }
}
