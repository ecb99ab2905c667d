import Foundation
import HTTPTypes
import Hall
import Hub
import Hummingbird
import HummingbirdTLS
import Lab
import Logging
import NIOSSL
import ServiceLifecycle
import Storage
import Synchronization
import UnixSignals
import Wires

/// The whole program: built from the settings, then run until told to stop.
public struct Daemon: Sendable {
    /// Where the doors are, once they are open.
    public struct Doors: Sendable {
        public let http: String
        public let mllp: String
    }

    public let house: House
    private let scheduler: Scheduler
    private let services: [any Service]
    private let logger: Logger
    private let opening: Opening

    /// Opens the store and wires everything; nothing listens yet.
    /// - Parameters:
    ///   - furniture: The folder that holds `Displays` and `Sounds`.
    ///   - roster: The connectors that the settings may switch on.
    ///   - rooms: Pages of the desk beside theirs.
    ///   - onOpen: Told once, when both doors are open.
    public init(
        settings: Settings, store: Store, furniture: URL, demo: Demo? = nil, logger: Logger,
        roster: [any Connector.Type] = Roster.all, rooms: [DeskRoom] = [],
        now: @escaping @Sendable () -> Date = { Date() },
        onOpen: @escaping @Sendable (Doors) -> Void
    ) async throws {
        self.logger = logger
        let opening = Opening(settings: settings, onOpen: onOpen)
        self.opening = opening
        let days = Days(zone: settings.timeZone, changesAt: settings.dayChangesAt)
        let desks = settings.halls.map { Desk($0, days: days, store: store, now: now) }
        let screens = Screens(logger: logger)
        let sounds = furniture.appending(path: "Sounds")
        let announcer = try Announcer(
            settings: settings.voice.covering(settings.halls.map(\.id.rawValue)), sounds: sounds,
            logger: logger, now: now)
        let printers = PrintRoom(
            printers: settings.printers, logger: logger, timeZone: settings.timeZone)
        let prints = Prints(store: store, logger: logger) { screens.changed(in: $0) }
        let room = Room(
            printers: printers, announcer: announcer, prints: prints,
            address: { opening.address })
        let reportBoards = settings.boards.filter { $0.kind == .reports }
            .map { "board \($0.id)" }
        let bell = ErrandBell()
        let connectors = try Connectors(
            settings.connectors, from: roster,
            at: settings.premises(
                store: store, now: now, address: { opening.address }, wake: { bell.ring($0) },
                logger: logger))
        let scheduler = try Scheduler(
            store: store, connectors: connectors.members, settings: settings.outbox,
            timetable: settings.timetable, zone: settings.timeZone, logger: logger, now: now)
        self.scheduler = scheduler
        bell.hang(scheduler)
        let inbox = Inbox(
            store: store, desks: desks, screens: screens, reportBoards: reportBoards, now: now,
            logger: logger, plan: { try scheduler.plan($0, in: $1) },
            kept: { scheduler.wake(for: $0) })
        try await demo?.tell(inbox, of: connectors, at: now())
        let displays = furniture.appending(path: "Displays")
        let staffDesk = try await StaffDesk(
            settings: settings, store: store, displays: displays,
            rooms: rooms + connectors.rooms(store, now: now),
            places: DeliveryScreens(
                store: store, connectors: connectors, wake: { scheduler.wake($0) }
            ).places,
            passwords: Passwords(cost: demo == nil ? .usual : .demonstration),
            people: demo?.people ?? [], now: now, logger: logger)
        house = House(
            settings: settings, store: store, desks: desks,
            reception: Reception(store: store, now: now), gate: Gate(store: store), room: room,
            screens: screens, kiosks: KioskStreams(), patients: PatientSessions(now: now),
            devices: Devices(), inbox: inbox,
            connectors: connectors, wake: { scheduler.wake($0) }, scheduler: scheduler,
            pages: Pages(folder: displays), staffDesk: staffDesk,
            zone: settings.timeZone, now: now, logger: logger, demo: demo)
        house.hangBoards()
        house.hangWindows()
        house.hangTriage()
        house.hangKiosks()
        house.hangPulses()
        for desk in desks {
            try await desk.start()
            try await prints.recall(desk)
            let crier = Crier(announcer: announcer, hall: desk.settings)
            await desk.listen { events, line in
                crier.hear(events, line)
                screens.changed(in: desk.hall)
            }
        }
        services = try Self.services(
            house, scheduler: scheduler, opening: opening, reportBoards: reportBoards,
            logger: logger)
    }

    /// Runs until SIGTERM or SIGINT; then finishes what is under way.
    public func run() async throws {
        // The group names services by all they hold, which is no reading for a log.
        var logger = logger
        logger.logLevel = max(logger.logLevel, .notice)
        let group = ServiceGroup(
            configuration: .init(
                services: services.map { .init(service: $0) },
                gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        try await group.run()
        try await house.store.close()
    }

    /// In the order of dependence: stopped in reverse, the doors first.
    private static func services(
        _ house: House, scheduler: Scheduler, opening: Opening, reportBoards: [String],
        logger: Logger
    ) throws -> [any Service] {
        let readers = CardReaders(
            readers: house.settings.readers, logger: logger, now: house.now,
            onRead: { await house.hear($0) },
            onState: { reader, state in house.note(state, of: reader) })
        let clockwork = Clockwork(
            desks: house.desks, screens: house.screens, reportBoards: reportBoards,
            now: house.now, logger: logger)
        return [
            house.room.printers, house.room.announcer, house.screens,
            DeviceNews(house: house), PaperTidings(house: house), clockwork, readers, scheduler,
            try house.mllpServer(onListening: { opening.mllp(port: $0) }),
            try house.application(onListening: { opening.http(port: $0) }),
            LastWords(house: house),
        ]
    }
}

/// Counts the doors as they open and tells once both are.
final class Opening: Sendable {
    private struct Ports {
        var http: Int?
        var mllp: Int?
    }

    private let settings: Settings
    private let onOpen: @Sendable (Daemon.Doors) -> Void
    private let ports = Mutex(Ports())

    init(settings: Settings, onOpen: @escaping @Sendable (Daemon.Doors) -> Void) {
        self.settings = settings
        self.onOpen = onOpen
    }

    /// How phones reach us.
    var address: String {
        if let address = settings.http.address { return address }
        let port = ports.withLock { $0.http } ?? settings.http.port
        return "\(scheme)://\(settings.http.host):\(port)"
    }

    private var scheme: String { settings.http.tls == nil ? "http" : "https" }

    func http(port: Int) { note { $0.http = port } }
    func mllp(port: Int) { note { $0.mllp = port } }

    private func note(_ change: (inout Ports) -> Void) {
        let both = ports.withLock { ports -> (Int, Int)? in
            change(&ports)
            guard let http = ports.http, let mllp = ports.mllp else { return nil }
            return (http, mllp)
        }
        guard let both else { return }
        onOpen(
            Daemon.Doors(
                http: "\(scheme)://\(settings.http.host):\(both.0)",
                mllp: "\(settings.hl7.host):\(both.1)"))
    }
}
