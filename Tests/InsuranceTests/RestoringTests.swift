import ConnectorKit
import Foundation
import Hospital
import Hub
import Storage
import TestKit
import Testing

@testable import Insurance

/// What we took back is submitted again where the HIS does not reverse after all (§4.1, §4.2;
/// interface §7).
struct RestoringTests {
    @Test func `§4.1 a list taken back is submitted again when the HIS fails to reverse`()
        async throws
    {
        try await Clinic.open { clinic in
            try await clinic.settle("S1")
            #expect(try await clinic.askToReverse("S1").isGo)
            let answer = try await clinic.tellNotReversed("S1")
            #expect(answer["restored"] == .bool(true))
            #expect(try clinic.wire.fund.list("S1") == "1")
            #expect(try await clinic.dossier("S1").state == .submitted)
            #expect(try await clinic.reversal("S1")[.list] == .standing)
            #expect(try clinic.wire.fund.asked("S1") == ["4103", "4102→0", "4103", "4102→1"])
            // Told twice, done once.
            #expect(try await clinic.tellNotReversed("S1")["restored"] == .bool(true))
            #expect(try clinic.wire.fund.asked("S1").count == 4)
        }
    }

    @Test(arguments: ["0", "none"])
    func `a list that we did not take back is not submitted`(list: String) async throws {
        try await Clinic.open { clinic in
            try await clinic.settle("S1", list: list)
            #expect(try await clinic.askToReverse("S1").isGo)
            #expect(try await clinic.tellNotReversed("S1")["restored"] == .bool(true))
            try await clinic.untilQuiet()
            #expect(try clinic.wire.fund.accepted.allSatisfy { $0 != "4102→1" })
            #expect(try clinic.wire.fund.list("S1") == (list == "0" ? "0" : nil))
        }
    }

    @Test(arguments: ["dropAfterCommit", "drop", "half", "errorAfterReversal", "garbage"])
    func `an unknown outcome is asked about before it is submitted again`(
        fault: String
    ) async throws {
        try await Clinic.open { clinic in
            try await clinic.settle("S1")
            #expect(try await clinic.askToReverse("S1").isGo)
            try await clinic.wire.fault(fault, on: "4102")
            #expect(try await clinic.tellNotReversed("S1")["restored"] == .bool(true))
            #expect(try clinic.wire.fund.list("S1") == "1")
            #expect(
                try clinic.wire.fund.asked("S1").dropFirst(3).prefix(2) == ["4102→1", "4103"])
        }
    }

    @Test func `submitted already by another program is done`() async throws {
        try await Clinic.open { clinic in
            try await clinic.settle("S1")
            #expect(try await clinic.askToReverse("S1").isGo)
            try await clinic.wire.settle("S1", list: "1")
            #expect(try await clinic.tellNotReversed("S1")["restored"] == .bool(true))
            // Our own taking back is so young that the query was not believed: 已提交数据.
            #expect(try clinic.wire.fund.refused == ["E06"])
        }
        try await Clinic.open {
            $0.settling = 0
        } _: { clinic in
            try await clinic.settle("S1")
            #expect(try await clinic.askToReverse("S1").isGo)
            try await clinic.wire.settle("S1", list: "1")
            #expect(try await clinic.tellNotReversed("S1")["restored"] == .bool(true))
            #expect(try clinic.wire.fund.refused == [])
        }
    }

    @Test func `a failing restoration is shown until it succeeds`() async throws {
        try await Clinic.open { clinic in
            try await clinic.settle("S1")
            #expect(try await clinic.askToReverse("S1").isGo)
            try await clinic.wire.refuse("月结后不允许", on: "4102")
            let answer = try await clinic.tellNotReversed("S1")
            #expect(answer["restored"] == .bool(false))
            #expect(answer.text("error")?.contains("月结后不允许") == true)
            #expect(try await clinic.exceptions() == [.restoring])
            #expect(try await clinic.tellNotReversed("S1")["restored"] == .bool(true))
            #expect(try await clinic.exceptions() == [])
            #expect(try clinic.wire.fund.list("S1") == "1")
        }
    }

    @Test func `a restoration is dropped when the reversal succeeds later`() async throws {
        try await Clinic.open { clinic in
            try await clinic.settle("S1")
            #expect(try await clinic.askToReverse("S1").isGo)
            try await clinic.wire.refuse("月结后不允许", on: "4102")
            _ = try await clinic.tellNotReversed("S1")
            #expect(try await clinic.askToReverse("S1").isGo)
            try await clinic.tell(Events.reversed("S1"))
            try await clinic.untilQuiet()
            #expect(try await clinic.open.isEmpty)
            #expect(try clinic.wire.fund.list("S1") == "0")
            #expect(try await clinic.exceptions() == [])
        }
    }

    @Test func `not reversed, said before the answer was there, ends as it began`() async throws {
        try await Clinic.open {
            $0.patience = 1
        } _: { clinic in
            try await clinic.settle("S1")
            try await clinic.wire.fault("drop", on: "4103", times: 1_000)
            #expect(!(try await clinic.askToReverse("S1").isGo))
            _ = try await clinic.tellNotReversed("S1")
            try await clinic.wire.heal()
            try await clinic.untilQuiet()
            #expect(try await clinic.open.isEmpty)
            #expect(try clinic.wire.fund.list("S1") == "1")
            #expect(try await clinic.dossier("S1").phase == .idle)
        }
    }

    @Test func `reversed or unknown, nothing is brought back`() async throws {
        try await Clinic.open { clinic in
            try await clinic.settle("S1")
            #expect(try await clinic.askToReverse("S1").isGo)
            try await clinic.tell(Events.reversed("S1"))
            let reversed = await #expect(throws: Declined.self) {
                try await clinic.tellNotReversed("S1")
            }
            #expect(reversed?.name == "already-reversed")
            let unknown = await #expect(throws: Declined.self) {
                try await clinic.tellNotReversed("S9")
            }
            #expect(unknown?.name == "settlement-unknown")
            #expect(try clinic.wire.fund.list("S1") == "0")
        }
    }

    @Test func `a permission that nobody answers is shown after its time, once`() async throws {
        try await Clinic.open { clinic in
            try await clinic.settle("S1")
            #expect(try await clinic.askToReverse("S1").isGo)
            try await clinic.fire("insurance.permissions")
            #expect(try await clinic.exceptions() == [])
            clinic.clock.advance(by: 31 * 60)
            try await clinic.fire("insurance.permissions")
            #expect(try await clinic.exceptions() == [.unanswered])
            #expect(try clinic.wire.fund.list("S1") == "0", "nothing is restored silently")
            let id = try #require(
                try await clinic.store.read {
                    try Exceptions.search(campus: nil, openOnly: true, in: $0).first?.id
                })
            _ = try await clinic.look(
                "insurance/exceptions",
                form: ["exception": "\(id)", "note": "HIS 已补"], isConfirmed: true)
            try await clinic.fire("insurance.permissions")
            #expect(try await clinic.exceptions() == [])
            try await clinic.tell(Events.reversed("S1"))
            #expect(try await clinic.dossier("S1").phase == .reversed)
        }
    }

    @Test func `a permission that nobody answers is taken back where the settings say so`()
        async throws
    {
        try await Clinic.open {
            $0.unanswered = .restore
        } _: { clinic in
            try await clinic.settle("S1")
            #expect(try await clinic.askToReverse("S1").isGo)
            clinic.clock.advance(by: 31 * 60)
            try await clinic.fire("insurance.permissions")
            try await clinic.untilQuiet()
            #expect(try clinic.wire.fund.list("S1") == "1")
            #expect(try await clinic.dossier("S1").phase == .idle)
        }
    }
}
