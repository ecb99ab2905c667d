import Foundation
import Lab
import Storage
import Testing

/// The journal on every engine.
struct JournalTests {
    @Test(arguments: EngineMaker.all)
    func `events come back exactly, in order, after the number asked for`(
        maker: EngineMaker
    ) async throws {
        let events = [
            issued("A001"), Event(.called("t-A001", "3", attempt: 1), at: moment(1)),
            Event(.finished("t-A001", "3", dueAt: moment(60.0001)), at: moment(2)),
        ]
        try await maker.with { engine in
            try await engine.write {
                try Journal.append(
                    events, hall: hall, day: day, after: 0, command: "c1", actor: "window 3",
                    in: $0)
            }
            let all = try await engine.read { try Journal.entries(hall: hall, day: day, in: $0) }
            #expect(all.map(\.event) == events)
            #expect(all.map(\.seq) == [1, 2, 3])
            #expect(all.allSatisfy { $0.command == "c1" && $0.actor == "window 3" })
            let tail = try await engine.read {
                try Journal.entries(hall: hall, day: day, after: 2, in: $0)
            }
            #expect(tail == [all[2]])
            #expect(try await engine.read { try Journal.entries(command: "c1", in: $0) } == all)
            #expect(try await engine.read { try Journal.entries(command: "c2", in: $0) } == [])
        }
    }

    @Test(arguments: EngineMaker.all)
    func `who writes after a number already taken is told the last one`(
        maker: EngineMaker
    ) async throws {
        try await maker.with { engine in
            try await append("A001", after: 0, "c1", to: engine)
            try await append("A002", after: 1, "c2", to: engine)
            await #expect(throws: Journal.Conflict(hall: hall, day: day, latest: 2)) {
                try await append("A003", after: 1, "c3", to: engine)
            }
            // Nor may a gap arise.
            await #expect(throws: Journal.Conflict(hall: hall, day: day, latest: 2)) {
                try await append("A003", after: 5, "c3", to: engine)
            }
            try await append("A003", after: 2, "c3", to: engine)
            let seqs = try await engine.read {
                try Journal.entries(hall: hall, day: day, in: $0).map(\.seq)
            }
            #expect(seqs == [1, 2, 3])
        }
    }

    @Test(arguments: EngineMaker.all)
    func `a command repeated answers with its first events, on another day too`(
        maker: EngineMaker
    ) async throws {
        try await maker.with { engine in
            try await append("A001", after: 0, "c1", to: engine)
            let first = try await engine.read { try Journal.entries(command: "c1", in: $0) }
            let repeated = Journal.Repeated(hall: hall, day: day, entries: first)
            await #expect(throws: repeated) { try await append("A002", after: 1, "c1", to: engine) }
            await #expect(throws: repeated) {
                try await engine.write {
                    try Journal.append(
                        [issued("A001")], hall: "other", day: BusinessDay(date: "2026-11-23"),
                        after: 0, command: "c1", actor: "kiosk", in: $0)
                }
            }
        }
    }

    @Test(arguments: EngineMaker.all)
    func `a conflict takes back the records changed with it`(maker: EngineMaker) async throws {
        try await maker.with { engine in
            try await append("A001", after: 0, "c1", to: engine)
            await #expect(throws: Journal.Conflict.self) {
                try await engine.write { transaction in
                    try Records.bind(card: "1", to: "P1", at: moment(), in: transaction)
                    try Journal.append(
                        [issued("A002")], hall: hall, day: day, after: 0, command: "c2",
                        actor: "kiosk", in: transaction)
                }
            }
            #expect(try await engine.read { try $0.rows("SELECT * FROM card").count } == 0)
        }
    }

    @Test(arguments: EngineMaker.all)
    func `sixteen clients that race leave one stream without gaps`(
        maker: EngineMaker
    ) async throws {
        try await maker.with { engine in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for client in 0..<16 {
                    group.addTask {
                        for number in 0..<5 {
                            try await persist("A\(client)-\(number)", to: engine)
                        }
                    }
                }
                try await group.waitForAll()
            }
            let entries = try await engine.read {
                try Journal.entries(hall: hall, day: day, in: $0)
            }
            #expect(entries.map(\.seq) == Array(1...80))
            #expect(Set(entries.map(\.command)).count == 80)
            #expect(try await engine.read { try Journal.verify(in: $0) } == [])
        }
    }

    @Test(arguments: EngineMaker.all)
    func `each hall has its own last day`(maker: EngineMaker) async throws {
        try await maker.with { engine in
            try await engine.write { transaction in
                for (hall, date, command) in [
                    ("draw", "2026-11-22", "c1"), ("draw", "2026-11-21", "c2"),
                    ("east", "2026-11-23", "c3"),
                ] {
                    try Journal.append(
                        [issued("A001")], hall: HallID(hall), day: BusinessDay(date: date),
                        after: 0, command: command, actor: "kiosk", in: transaction)
                }
            }
            #expect(try await engine.read { try Journal.latestDay(of: "draw", in: $0) } == day)
            #expect(try await engine.read { try Journal.latestDay(of: "west", in: $0) } == nil)
        }
    }

    /// Appends as the desk does: on a conflict from where the others have come to.
    private func persist(_ label: String, to engine: any Engine) async throws {
        var seq = 0
        while true {
            do {
                return try await append(label, after: seq, "c-\(label)", to: engine)
            } catch let conflict as Journal.Conflict {
                seq = conflict.latest
            }
        }
    }
}

/// Appends the issue of one ticket.
func append(
    _ label: String, after seq: Int, _ command: String, to engine: any Engine
) async throws {
    try await engine.write {
        try Journal.append(
            [issued(label)], hall: hall, day: day, after: seq, command: command, actor: "kiosk K1",
            in: $0)
    }
}
