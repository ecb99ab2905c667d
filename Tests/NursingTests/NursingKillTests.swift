import ConnectorKit
import Foundation
import Hospital
import Hub
import Storage
import Synchronization
import TestKit
import Testing

@testable import Nursing

/// Never 9: a daemon killed at any write of its nights leaves the book of one that never was.
struct NursingKillTests {
    private static let environment = ProcessInfo.processInfo.environment
    /// Set in the victim, such as `inside 7`: it ends at its seventh write, with everything written
    /// and nothing committed, or `after` it, with everything committed and nobody told.
    private static let end = environment["LABQUEUE_NURSING_KILL_AT"]
    private static let stays = 7
    private static let lived = "lived to the end"
    /// Later and later, as each life finds less left to do.
    private static let ends = [
        "inside 9", "after 30", "inside 34", "after 38", "inside 41", "after 43", "inside 45",
        "after 20", "inside 12", "after 7", "inside 5",
    ]

    private static func settings() -> NursingSettings {
        var settings = NursingSettings()
        settings.serviceRecord = .generated
        settings.batch = 3
        return settings
    }

    /// Three nights of seven stays, one of which moves and one of which is discharged between.
    private static func live(_ ward: Ward) async throws {
        for number in 1...stays {
            try await ward.admit(
                "Y\(number)", patient: "P\(number)", to: number % 2 == 0 ? "B" : "A")
        }
        try await ward.night(of: "2025-03-01")
        try await ward.move("Y3", to: "B", at: "2025-03-02 00:05", number: "T3")
        try await ward.night(of: "2025-03-02")
        try await ward.move(
            "Y3", to: "B", at: "2025-03-01 20:00", told: "2025-03-03 01:00", number: "T3")
        try await ward.discharge("Y5", at: "2025-03-03 09:00")
        try await ward.night(of: "2025-03-03")
    }

    private static func book(_ ward: Ward) async throws -> [String] {
        var book: [String] = []
        for number in 1...stays {
            book += try await ward.live("Y\(number)").map {
                "Y\(number) \($0.day) \($0.index) \($0.department) \($0.amount)"
            }
        }
        return book
    }

    @Test(.enabled(if: end == nil), .timeLimit(.minutes(10)), arguments: EngineKind.allCases)
    func `never 9: killed at one write after another, no day is posted twice or missing`(
        kind: EngineKind
    ) async throws {
        let folder = try Folder()
        let server = kind == .postgresql ? try await PostgreSQLServer.shared : nil
        let line = try await server?.makeDatabase() ?? "sqlite"
        // What the last of them did not come to do, the next does.
        var survivors = 0
        for end in Self.ends {
            let victim = try Victim(
                of: "NursingKillTests",
                environment: [
                    "LABQUEUE_NURSING_KILL_AT": end,
                    "LABQUEUE_NURSING_KILL_FOLDER": folder.url.path,
                    "LABQUEUE_NURSING_KILL_STORAGE": line,
                ])
            let words = await withCheckedContinuation { continuation in
                DispatchQueue.global().async {
                    continuation.resume(
                        returning: String(
                            decoding: victim.output.readDataToEndOfFile(), as: UTF8.self))
                }
            }
            if words.contains(Self.lived) { survivors += 1 }
        }
        #expect(survivors <= 3, "most were killed; the last find too little left to do")
        let store = try await Store.open(
            line, folder: folder("data"), migrations: NursingConnector.tables)
        let ward = try Ward(store, WallClock(Casebook.moment("2025-03-01 08:00")), Self.settings())
        let killed = try await store.read {
            try $0.rows("SELECT id FROM nursingLine").count
        }
        #expect(killed > 0, "the victims came to nothing")
        try await ward.clinic.run { try await Self.live(ward) }
        #expect(try await ward.faults() == [])
        let book = try await Self.book(ward)
        #expect(book == Self.expected())
        #expect(try await store.verify() == [])
        try await store.close()
        try await server?.drop(line)
    }

    private static func expected() -> [String] {
        (1...stays).flatMap { number -> [String] in
            (1...(number == 5 ? 2 : 3)).map { index in
                let isB = number % 2 == 0 || number == 3
                return "Y\(number) 2025-03-0\(index) \(index) \(isB ? "B 80.00" : "A 60.00")"
            }
        }
    }

    @Test(.enabled(if: end != nil))
    func `the victim`() async throws {
        func given(_ name: String) throws -> String {
            try #require(Self.environment["LABQUEUE_NURSING_KILL_\(name)"])
        }
        let words = try given("AT").split(separator: " ")
        let last = try #require(Int(words[1]))
        let endsInside = words[0] == "inside"
        let opened = try await Store.open(
            try given("STORAGE"),
            folder: URL(fileURLWithPath: try given("FOLDER")).appending(path: "data"),
            migrations: NursingConnector.tables)
        let clock = WallClock(Casebook.moment("2025-03-01 08:00"))
        let hasPrices = try await opened.read {
            try !$0.rows("SELECT id FROM nursingPrice").isEmpty
        }
        if !hasPrices { try await Ward(opened, clock, Self.settings()).setPrices() }
        let writes = Mutex(0)
        let store = Store(
            engine: MeddledEngine(
                engine: opened.engine,
                inside: { _ in
                    let isLast = writes.withLock { writes in
                        writes += 1
                        return writes == last
                    }
                    if isLast, endsInside { kill(getpid(), SIGKILL) }
                },
                after: { _ in
                    let isLast = writes.withLock { $0 >= last }
                    if isLast, !endsInside { kill(getpid(), SIGKILL) }
                }))
        let ward = try Ward(store, clock, Self.settings())
        try await ward.clinic.run { try await Self.live(ward) }
        FileHandle.standardError.write(Data(Self.lived.utf8))
    }
}
