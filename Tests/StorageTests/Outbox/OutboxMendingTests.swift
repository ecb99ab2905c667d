import Foundation
import Storage
import TestKit
import Testing

/// What is put right in an outbox: lost claims, an old backup, a clock that was wrong.
struct OutboxMendingTests {
    @Test(arguments: EngineMaker.all)
    func `a claim nobody heard of is given back uncounted, asked about only where it spoke`(
        maker: EngineMaker
    ) async throws {
        try await maker.box { box in
            for _ in 0..<3 { try await box.enqueue(errand()) }
            let claimed = try await box.claim(3)
            try await box.engine.write {
                _ = try Outbox.intend(
                    "said", number: nil, for: claimed[1], at: moment(), in: $0)
                try Outbox.giveBack(
                    in: lane, by: "another", except: [], in: $0)
                try Outbox.giveBack(in: lane, by: "w", except: [claimed[2].id], in: $0)
            }
            #expect(try await box.states(claimed.map(\.id)) == [.ready, .ready, .running])
            #expect(try await box.find(claimed[0].id)?.attempt == 0)
            #expect(try await box.find(claimed[0].id)?.step == .deliver)
            #expect(try await box.find(claimed[1].id)?.attempt == 1)
            #expect(try await box.find(claimed[1].id)?.step == .reconcile)
            // The one in hand still ends as it should.
            try await box.end(claimed[2], .delivered)
            #expect(try await box.find(claimed[2].id)?.state == .delivered)
        }
    }

    @Test(arguments: EngineMaker.all)
    func `in doubt, whatever is open begins with the question, and nothing else changes`(
        maker: EngineMaker
    ) async throws {
        try await maker.box { box in
            let done = try await box.enqueue(errand(key: "a", number: "N0"))
            try await box.end(try #require(try await box.claim(1).first), .delivered)
            let dead = try await box.enqueue(errand(key: "a", number: "N1"))
            try await box.end(
                try #require(try await box.claim(1).first), .dead(.deliver, because: "no such"))
            let behind = try await box.enqueue(errand(key: "a", number: "N2"))
            let ready = try await box.enqueue(errand(key: "b", number: "N3"))
            #expect(try await box.engine.write { try Outbox.doubt(in: $0) } == 3)
            #expect(try await box.engine.write { try Outbox.doubt(in: $0) } == 0)
            #expect(
                try await box.states([done, dead, behind, ready])
                    == [.delivered, .dead, .behind, .ready])
            for id in [dead, behind, ready] {
                #expect(try await box.find(id)?.step == .reconcile)
            }
            #expect(try await box.find(dead)?.lastError == "no such")
            #expect(try await box.find(done)?.step == .deliver)
        }
    }

    @Test(arguments: EngineMaker.all)
    func `what a wrong clock put off is brought forward, what was meant to wait is not`(
        maker: EngineMaker
    ) async throws {
        try await maker.box { box in
            let year = 365.0 * 1_440
            let planned = try await box.enqueue(errand(dueAt: moment(3 * 1_440)))
            let failed = try await box.enqueue(errand())
            let patient = try await box.enqueue(errand())
            for (delivery, wait) in zip(try await box.claim(2), [year, 9]) {
                try await box.end(
                    delivery,
                    .again(.deliver, at: moment(wait), isCounted: true, because: "503"))
            }
            let born = try await box.enqueue(
                errand(dueAt: moment(year + 5), deadline: moment(year + 60)), at: year)
            let count = try await box.engine.write {
                try Outbox.bringForward([lane: 600], at: moment(), in: $0)
            }
            #expect(count == 2)
            #expect(try await box.find(failed)?.dueAt == moment())
            #expect(try await box.find(patient)?.dueAt == moment(9))
            #expect(try await box.find(planned)?.dueAt == moment(3 * 1_440))
            let moved = try #require(try await box.find(born))
            #expect(moved.createdAt == moment())
            #expect(moved.dueAt == moment(5))
            #expect(moved.deadline == moment(60))
        }
    }
}
