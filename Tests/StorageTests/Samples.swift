import Foundation
import Hospital
import Lab
import Storage
import TestKit

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
    let kind: EngineKind

    static let all = EngineKind.allCases.map(EngineMaker.init)

    var description: String { kind == .sqlite ? "SQLite" : "PostgreSQL" }

    /// Lends a new engine and closes it afterwards.
    func with<Answer>(
        migrations: [Migration] = [], _ body: (any Engine) async throws -> Answer
    ) async throws -> Answer {
        let folder = try Folder()
        let address =
            kind == .postgresql ? try await PostgreSQLServer.shared.makeDatabase() : "sqlite"
        return try await finally {
            let store = try await Store.open(
                address, folder: folder.url, migrations: migrations)
            return try await finally {
                try await body(store.engine)
            } then: {
                try await store.close()
            }
        } then: {
            if kind == .postgresql { try await PostgreSQLServer.shared.drop(address) }
        }
    }
}

/// Runs `last` after `body`, whether it throws or not.
func finally<Answer>(
    _ body: () async throws -> Answer, then last: () async throws -> Void
) async throws -> Answer {
    let answer: Answer
    do {
        answer = try await body()
    } catch {
        try await last()
        throw error
    }
    try await last()
    return answer
}
