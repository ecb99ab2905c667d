import Daemon
import Foundation
import Hall
import Hospital
import Lab
import Logging
import Storage

/// The daemon's own hall in this process: no doors, no printer.
struct SilentHall: Sendable {
    let store: Store
    let house: House
    let desk: Desk
    private let rules: Rules

    /// - Parameter device: What the hall's loudspeaker plays on, an ALSA name.
    init(in folder: URL, device: String = "none") async throws {
        store = try Store.open(folder: folder.appending(path: "hall"))
        var settings = try Demo.settings(data: folder, port: 0, mllpPort: 0)
        settings.printers = []
        settings.voice.zones = [Zone(id: "draw", device: device)]
        var logger = Logger(label: "benchmarks")
        logger.logLevel = .error
        let daemon = try await Daemon(
            settings: settings, store: store, furniture: Furniture.folder, logger: logger
        ) { _ in }
        house = daemon.house
        guard let desk = house.desks.first, let rules = settings.halls.first?.lineRules else {
            throw Trouble("the demonstration has no hall")
        }
        self.desk = desk
        self.rules = rules
    }

    /// Makes patients with an open order each, and answers with their cards.
    func register(_ count: Int) async throws -> [String] {
        let now = Date()
        for batch in Array(0..<count).chunked(by: 500) {
            try await store.write { transaction in
                for number in batch {
                    try Records.save(Self.patient(number), at: now, in: transaction)
                    try Records.save(Self.order(number, at: now), at: now, in: transaction)
                }
            }
        }
        return (0..<count).map(Self.card)
    }

    /// Swipes each list of cards one after another, the lists at once; tickets per second.
    func swipe(_ lists: [[String]]) async throws -> Double {
        let took = try await ContinuousClock().measure {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (client, cards) in lists.enumerated() {
                    group.addTask { @concurrent in
                        for card in cards {
                            let outcome = try await house.reception.swipe(
                                card, at: desk, key: card, by: "kiosk \(client)")
                            guard case .issued = outcome else {
                                throw Trouble("a swipe gave no new ticket: \(outcome)")
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
        return Double(lists.reduce(0) { $0 + $1.count }) / took.seconds
    }

    /// An event of the journal as long as a ticket's usually is.
    func usualRow() async throws -> String {
        let draft = Ticket.Draft(
            id: "aaaabbbbccccddddeeeeffffgg",
            person: Person(id: "P0", name: "欧阳晓明", sex: .male, birthDate: "1970-01-01"),
            queue: "A", class: .normal,
            specimens: Self.order(0, at: Date()).items.map {
                .init(order: "L0", test: $0.name, tube: $0.tube)
            })
        let line = Line(rules: rules, day: BusinessDay(of: Date()))
        let event = try line.decide(.issue(draft), at: Date())[0]
        return String(decoding: try JSONEncoder().encode(event), as: UTF8.self)
    }

    func close() async throws { try await store.close() }

    private static func card(_ number: Int) -> String { "88\(10_000_000 + number)" }

    private static func patient(_ number: Int) -> Patient {
        Patient(
            id: "P\(number)", name: "欧阳晓明", sex: .male,
            birthDate: "19\(50 + number % 50)-06-01", cards: [card(number)])
    }

    private static func order(_ number: Int, at moment: Date) -> LabOrder {
        LabOrder(
            id: "L\(number)", patient: "P\(number)", visit: "V\(number)", department: "内科",
            campus: "benbu", urgency: .routine,
            items: [
                .init(code: "CBC", name: "血常规", tube: "purple"),
                .init(code: "LFT", name: "肝功能", tube: "yellow"),
            ],
            state: .open, orderedAt: moment)
    }
}

/// Where `Displays` and `Sounds` lie: in the folder the benchmarks are started in.
enum Furniture {
    static var folder: URL {
        URL(filePath: FileManager.default.currentDirectoryPath, directoryHint: .isDirectory)
    }
}
