import Foundation
import Hall
import Lab
import Logging
import Storage

/// Everything a door may need: the desks, the room and the store.
public struct House: Sendable {
    let settings: Settings
    let store: Store
    /// In the order of the settings.
    package let desks: [Desk]
    package let reception: Reception
    let gate: Gate
    package let room: Room
    let screens: Screens
    let kiosks: KioskStreams
    /// Who has shown who they are at a kiosk.
    let patients: PatientSessions
    let swipes = SwipeLimit()
    let papers = PaperWatch()
    let devices: Devices
    let inbox: Inbox
    let connectors: Connectors
    /// Tells the scheduler that lanes have work, after commit.
    let wake: @Sendable (Set<String>) -> Void
    let scheduler: Scheduler
    let pages: Pages
    let staffDesk: StaffDesk
    let zone: TimeZone
    let now: @Sendable () -> Date
    let logger: Logger
    /// Whether pages sign themselves in, as the demonstration does.
    let demo: Demo?

    func desk(of hall: HallID) throws -> Desk {
        guard let desk = desks.first(where: { $0.hall == hall }) else {
            throw Problem.unknown("hall", "大厅", "hall")
        }
        return desk
    }

    func desk(withWindow window: WindowID) throws -> Desk {
        guard let desk = desks.first(where: { $0.settings.windows.contains { $0.id == window } })
        else { throw Problem.unknown("window", "窗口", "window") }
        return desk
    }

    func desk(withKiosk kiosk: String) throws -> (Desk, HallSettings.Kiosk) {
        for desk in desks {
            if let kiosk = desk.settings.kiosks.first(where: { $0.id == kiosk }) {
                return (desk, kiosk)
            }
        }
        throw Problem.unknown("kiosk", "自助机", "kiosk")
    }

    /// Notes in the audit table what is not in the journal: who did what, from where.
    func note(_ action: String, _ target: String, _ visit: Visit) async throws {
        let entry = Audit.Entry(
            at: now(), actor: visit.badge.actor, origin: visit.context.from, action: action,
            target: target)
        try await store.write { try Audit.append(entry, in: $0) }
    }

    /// The desk and the ticket as it is on disk.
    func ticket(_ id: TicketID) async throws -> (Desk, Ticket) {
        for desk in desks {
            if let ticket = await desk.read({ line in line.tickets[id] }) { return (desk, ticket) }
        }
        throw Problem.unknown("ticket", "号", "ticket")
    }
}

/// Services are named in logs by what they hold; a house is not spelled out there.
extension House: CustomStringConvertible, CustomDebugStringConvertible {
    public var description: String { "the house" }
    public var debugDescription: String { description }
}
