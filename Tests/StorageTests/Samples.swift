import Foundation
import Hospital
import Lab
import Storage

/// The minute everything happens in, plus `minutes`.
func moment(_ minutes: Double = 0) -> Date {
    Date(timeIntervalSince1970: 1_795_303_800 + minutes * 60)
}

let hall: HallID = "draw"
let day = BusinessDay(date: "2026-11-22")

/// A ticket as it is when it has just been issued.
func ticket(_ label: String, id: String? = nil) -> Ticket {
    Ticket(
        id: TicketID(id ?? "t-\(label)"), label: label,
        person: Person(id: "P1", name: "单晓明", sex: .female, birthDate: "1990-03-07"),
        queue: "A", class: .normal, issuedAt: moment(), since: moment(), place: 1)
}

func issued(_ label: String, id: String? = nil) -> Event {
    Event(.issued(ticket(label, id: id)), at: moment(0.123456))
}

/// An engine the tests run on; every test opens its own.
struct EngineMaker: Sendable, CustomStringConvertible {
    let description: String
    let make: @Sendable () throws -> any Engine

    static let all = [EngineMaker(description: "SQLite") { try SQLiteEngine.temporary() }]

    /// Lends a new engine and closes it afterwards.
    func with<Answer>(_ body: (any Engine) async throws -> Answer) async throws -> Answer {
        let engine = try make()
        let answer: Answer
        do {
            answer = try await body(engine)
        } catch {
            try await engine.close()
            throw error
        }
        try await engine.close()
        return answer
    }
}

/// A folder of a test's own, gone with it.
final class Folder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory
            .appendingPathComponent("labqueue-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func callAsFunction(_ name: String) -> URL { url.appendingPathComponent(name) }
}
