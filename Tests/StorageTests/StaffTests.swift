import Foundation
import Lab
import Storage
import Testing

/// Tokens, the audit and the state of each ticket's paper.
struct StaffTests {
    private func token(_ id: String, hash: Character, scope: String? = nil) -> Token {
        Token(
            id: id, role: .window, scope: scope, hash: String(repeating: hash, count: 64),
            label: "三号窗口", createdAt: moment(), createdBy: "admin")
    }

    @Test(arguments: EngineMaker.all)
    func `a token is found by its hash until it is revoked`(maker: EngineMaker) async throws {
        let three = token("t1", hash: "a", scope: "3")
        let any = token("t2", hash: "b")
        try await maker.with { engine in
            try await engine.write { transaction in
                try Tokens.insert(three, in: transaction)
                try Tokens.insert(any, in: transaction)
                try Tokens.used("t2", at: moment(9), in: transaction)
            }
            let found = try await engine.read { try Tokens.find(hash: three.hash, in: $0) }
            #expect(found == three)
            let revoked = try await engine.write { transaction in
                try (1...2).map { try Tokens.revoke("t1", at: moment(Double($0)), in: transaction) }
            }
            #expect(revoked == [true, false])
            #expect(try await engine.read { try Tokens.find(hash: three.hash, in: $0) } == nil)
            let all = try await engine.read { try Tokens.all(in: $0) }
            #expect(all.map(\.id) == ["t1", "t2"])
            #expect(all.map(\.revokedAt) == [moment(1), nil])
            #expect(all.map(\.lastUsedAt) == [nil, moment(9)])
        }
    }

    @Test(arguments: EngineMaker.all)
    func `a secret in place of its hash, and one hash twice, are refused`(
        maker: EngineMaker
    ) async throws {
        let good = token("t1", hash: "a")
        let again = token("t2", hash: "a")
        let secret = Token(
            id: "t3", role: .his, scope: nil, hash: "lq_secret", label: "", createdAt: moment(),
            createdBy: "admin")
        try await maker.with { engine in
            try await engine.write { try Tokens.insert(good, in: $0) }
            for bad in [again, secret] {
                await #expect {
                    try await engine.write { try Tokens.insert(bad, in: $0) }
                } throws: {
                    ($0 as? StorageError)?.kind == .constraint
                }
            }
        }
    }

    @Test(arguments: EngineMaker.all)
    func `the audit tells the latest first, also within one moment`(
        maker: EngineMaker
    ) async throws {
        try await maker.with { engine in
            let entries = (1...5).map { number in
                Audit.Entry(
                    at: moment(), actor: "window 3", origin: "10.0.0.3", action: "ticket.reprint",
                    target: "A00\(number)", detail: "paper out")
            }
            try await engine.write { transaction in
                for entry in entries { try Audit.append(entry, in: transaction) }
            }
            let recent = try await engine.read { try Audit.recent(limit: 3, in: $0) }
            #expect(recent == [entries[4], entries[3], entries[2]])
        }
    }

    @Test(arguments: EngineMaker.all)
    func `a ticket's paper has one state, and a day lists its own`(
        maker: EngineMaker
    ) async throws {
        var job = PrintJob(ticket: "t1", hall: hall, day: day, state: .waiting, at: moment())
        let waiting = job
        job.state = .failed
        job.printer = "kiosk-1"
        job.attempts = 3
        job.reason = "paper out"
        job.at = moment(1)
        let failed = job
        let other = PrintJob(
            ticket: "t2", hall: hall, day: BusinessDay(date: "2026-11-23"), state: .printed,
            at: moment())
        try await maker.with { engine in
            try await engine.write { transaction in
                for job in [waiting, failed, other] { try PrintJobs.save(job, in: transaction) }
            }
            #expect(try await engine.read { try PrintJobs.find("t1", in: $0) } == failed)
            #expect(try await engine.read { try PrintJobs.find("t9", in: $0) } == nil)
            #expect(
                try await engine.read { try PrintJobs.all(hall: hall, day: day, in: $0) }
                    == [failed])
        }
    }
}
