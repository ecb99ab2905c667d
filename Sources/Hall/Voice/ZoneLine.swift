import Foundation

/// The announcements that wait for one zone's loudspeaker: emergencies first, then as they came.
struct ZoneLine {
    struct Waiting {
        let announcement: Announcement
        let since: Date
    }

    /// Something that will not be spoken, and why.
    typealias Loss = (id: String, why: VoiceEvent.End)

    private(set) var waiting: [Waiting] = []
    /// Being spoken, or tried.
    private var present: String?
    /// Whether the patient arrived while it was tried.
    private var presentIsDropped = false

    /// How many wait at most; beyond it the oldest ordinary call is lost.
    static let capacity = 64
    /// Seconds after which a call is not spoken any more: the patient has been fetched by then.
    static let lateAfter: TimeInterval = 60

    mutating func add(_ announcement: Announcement, at now: Date) -> [Loss] {
        var losses: [Loss] = []
        let new = Waiting(announcement: announcement, since: now)
        if let older = waiting.firstIndex(where: { $0.announcement.id == announcement.id }) {
            losses.append((announcement.id, .replaced))
            if waiting[older].announcement.isEmergency == announcement.isEmergency {
                waiting[older] = new
                return losses
            }
            waiting.remove(at: older)
        }
        place(new, behindItsClass: true)
        if waiting.count > Self.capacity {
            let lost = waiting.firstIndex { !$0.announcement.isEmergency } ?? 0
            losses.append((waiting.remove(at: lost).announcement.id, .crowdedOut))
        }
        return losses
    }

    /// - Returns: Whether it was waiting.
    mutating func drop(_ id: String) -> Bool {
        if present == id { presentIsDropped = true }
        guard let place = waiting.firstIndex(where: { $0.announcement.id == id }) else {
            return false
        }
        waiting.remove(at: place)
        return true
    }

    /// The next to speak, and those that waited too long.
    mutating func next(at now: Date) -> (Waiting?, late: [Loss]) {
        func isLate(_ one: Waiting) -> Bool {
            now.timeIntervalSince(one.since) > Self.lateAfter
        }
        let late = waiting.filter(isLate).map { Loss($0.announcement.id, .late) }
        waiting.removeAll(where: isLate)
        let next = waiting.isEmpty ? nil : waiting.removeFirst()
        present = next?.announcement.id
        presentIsDropped = false
        return (next, late)
    }

    /// Puts one back that could not be spoken, to be tried again.
    mutating func putBack(_ one: Waiting) -> Loss? {
        defer { present = nil }
        let id = one.announcement.id
        if presentIsDropped { return (id, .dropped) }
        if waiting.contains(where: { $0.announcement.id == id }) { return (id, .replaced) }
        place(one, behindItsClass: false)
        return nil
    }

    mutating func removeAll() -> [Loss] {
        defer { waiting = [] }
        return waiting.map { ($0.announcement.id, .cutShort) }
    }

    private mutating func place(_ one: Waiting, behindItsClass: Bool) {
        let firstOrdinary = waiting.firstIndex { !$0.announcement.isEmergency } ?? waiting.count
        switch (one.announcement.isEmergency, behindItsClass) {
        case (true, true): waiting.insert(one, at: firstOrdinary)
        case (true, false): waiting.insert(one, at: 0)
        case (false, true): waiting.append(one)
        case (false, false): waiting.insert(one, at: firstOrdinary)
        }
    }
}
