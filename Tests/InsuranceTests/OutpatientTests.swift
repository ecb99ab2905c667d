import ConnectorKit
import Foundation
import Hospital
import Hub
import Insurer
import Storage
import Testing

@testable import Insurance

/// §4.1: before an outpatient settlement is reversed, its submitted list is taken back.
struct OutpatientTests {
    @Test func `§4.1 a submitted list is taken back before the answer is go`() async throws {
        try await Clinic.open { clinic in
            try await clinic.settle("S1")
            let answer = try await clinic.askToReverse("S1", kind: "outpatient")
            #expect(answer.isGo && answer["withdrawn"] == .bool(true))
            #expect(answer.text("list") == "uploaded")
            let fund = try clinic.wire.fund
            #expect(fund.list("S1") == "0" && fund.isValid("S1"))
            #expect(fund.asked("S1") == ["4103", "4102→0"])
            #expect(try await clinic.reversal("S1") == [.list: .undone, .hospital: .standing])
        }
    }

    @Test func `§4.1 a registration's list is taken back, too`() async throws {
        try await Clinic.open { clinic in
            try await clinic.wire.settle("R1", list: "1")
            try await clinic.tell(Lists.registered("R1"))
            #expect(try await clinic.askToReverse("R1", kind: "registration").isGo)
            #expect(try clinic.wire.fund.list("R1") == "0")
            try await clinic.tell(Events.registrationRefund("R1"))
            #expect(try await clinic.dossier("R1").state == .cancelled)
        }
    }

    @Test(arguments: ["0", "none"])
    func `§4.1 a list that is not submitted is asked about and left alone`(
        list: String
    ) async throws {
        try await Clinic.open { clinic in
            try await clinic.settle("S1", list: list)
            let answer = try await clinic.askToReverse("S1")
            #expect(answer.isGo && answer["withdrawn"] == .bool(false))
            #expect(try clinic.wire.fund.asked("S1") == ["4103"])
            #expect(
                try await clinic.dossier("S1").state == (list == "0" ? .uploaded : .notUploaded))
        }
    }

    @Test func `§4.1 one row a call, with the area of insurance and who asks`() async throws {
        try await Clinic.open { clinic in
            try await clinic.settle("S1")
            _ = try await clinic.askToReverse("S1")
            let body = try #require(
                try clinic.wire.fund.requests.compactMap { $0["body"] }
                    .first { $0.text("infno") == "4102" })
            let expected: JSON = [
                "data": [
                    "stastinfo": [
                        [
                            "psn_no": .string(SimulatedInsurer.person),
                            "setl_id": .string(Fund.number("S1")), "stas_type": "0",
                        ]
                    ]
                ]
            ]
            #expect(body["input"] == expected)
            #expect(body.text("insuplc_admdvs") == "350102")
            #expect(body.text("opter") == "U07" && body.text("opter_name") == "收费员甲")
            #expect(
                try clinic.wire.requests(to: "insurer").list("requests")
                    .allSatisfy { $0.list("unknown").isEmpty })
        }
    }

    @Test func `§4.1 asked twice it is answered the same, and done once`() async throws {
        try await Clinic.open { clinic in
            try await clinic.settle("S1")
            let first = try await clinic.askToReverse("S1")
            let second = try await clinic.askToReverse("S1")
            #expect(first == second && first.isGo)
            #expect(try clinic.wire.fund.asked("S1") == ["4103", "4102→0"])
            try await clinic.tell(Events.reversed("S1"))
            let third = try await clinic.askToReverse("S1")
            #expect(third.isGo && third.text("list") == "cancelled")
            #expect(try clinic.wire.fund.asked("S1").count == 2)
        }
    }

    @Test func `§4.1 twenty cashiers at once, one taking back`() async throws {
        try await Clinic.open { clinic in
            try await clinic.settle("S1")
            let answers = try await withThrowingTaskGroup(of: JSON.self) { group in
                for _ in 0..<20 { group.addTask { try await clinic.askToReverse("S1") } }
                return try await group.reduce(into: [JSON]()) { $0.append($1) }
            }
            #expect(answers.allSatisfy { $0.isGo })
            #expect(try clinic.wire.fund.asked("S1").filter { $0 == "4102→0" }.count == 1)
        }
    }

    @Test func `§4.1 a region that refuses stops the reversal, with its words`() async throws {
        try await Clinic.open { clinic in
            try await clinic.settle("S1")
            try await clinic.wire.turn(#"{"withdrawalAllowed":false}"#)
            let answer = try await clinic.askToReverse("S1")
            #expect(!answer.isGo && answer["again"] == .bool(false))
            #expect(answer["reason"]?.text("zh")?.contains("不允许撤回已提交的清单") == true)
            #expect(try clinic.wire.fund.list("S1") == "1")
            #expect(try await clinic.exceptions() == [.withdrawal])
            #expect(try await clinic.reversal("S1")[.list] == .standing)
            #expect(try await clinic.dossier("S1").isWithdrawn == false)
            // The insurer's office has allowed it; asked again, it is tried again.
            try await clinic.wire.turn(#"{"withdrawalAllowed":true}"#)
            #expect(try await clinic.askToReverse("S1").isGo)
            #expect(try await clinic.exceptions() == [])
        }
    }

    @Test(arguments: ["dropAfterCommit", "drop", "half", "errorAfterReversal", "badSignature"])
    func `§4.1 an unknown outcome is asked about, never guessed`(fault: String) async throws {
        try await Clinic.open { clinic in
            try await clinic.settle("S1")
            try await clinic.wire.fault(fault, on: "4102")
            #expect(try await clinic.finalAnswer("S1").isGo)
            let fund = try clinic.wire.fund
            #expect(fund.list("S1") == "0")
            #expect(fund.asked("S1").prefix(3) == ["4103", "4102→0", "4103"])
            // Every message has a number of its own, also the one sent again.
            #expect(Set(fund.msgids).count == fund.msgids.count)
        }
    }

    @Test(arguments: ["drop", "html", "dropAfterCommit", "wrongEcho"])
    func `§4.1 a lost question is asked again, and nothing is changed by it`(
        fault: String
    ) async throws {
        try await Clinic.open { clinic in
            try await clinic.settle("S1")
            try await clinic.wire.fault(fault, on: "4103", times: 2)
            let answer = try await clinic.finalAnswer("S1")
            #expect(answer.isGo)
            #expect(
                try clinic.wire.fund.asked("S1") == ["4103", "4103", "4103", "4102→0"])
        }
    }

    @Test func `§4.1 while nobody can be reached the answer is no, and to ask again`()
        async throws
    {
        try await Clinic.open {
            $0.patience = 1
        } _: { clinic in
            try await clinic.settle("S1")
            clinic.wire.cut()
            let answer = try await clinic.askToReverse("S1")
            #expect(!answer.isGo && answer["again"] == .bool(true))
            clinic.wire.cut(false)
            #expect(try await clinic.finalAnswer("S1").isGo)
        }
    }

    @Test func `§4.1 a refusal that the platform's own state contradicts is no refusal`()
        async throws
    {
        try await Clinic.open { clinic in
            try await clinic.settle("S1")
            try await clinic.wire.refuse("处理失败", on: "4102")
            let answer = try await clinic.askToReverse("S1")
            #expect(!answer.isGo, "refused, and still submitted")
            // Another program takes it back while we are refused.
            try await clinic.wire.refuse("处理失败", on: "4102")
            try await clinic.wire.settle("S1", list: "0")
            #expect(try await clinic.askToReverse("S1").isGo)
        }
    }

    @Test func `§4.1 a settlement without insurance may be reversed at once`() async throws {
        try await Clinic.open { clinic in
            try await clinic.tell(Events.settled("S2"))
            #expect(try await clinic.askToReverse("S2").isGo)
            #expect(try clinic.wire.fund.requests.isEmpty)
        }
    }

    @Test func `§4.1 a settlement nobody told us of is stopped, unless the settings say go`()
        async throws
    {
        try await Clinic.open { clinic in
            let answer = try await clinic.askToReverse("S9")
            #expect(!answer.isGo && answer["again"] == .bool(true))
        }
        try await Clinic.open {
            $0.strangers = .go
        } _: { clinic in
            let answer = try await clinic.askToReverse("S9")
            #expect(answer.isGo)
        }
    }

    @Test func `§4.1 what a partial refund leaves is a settlement with a list of its own`()
        async throws
    {
        try await Clinic.open { clinic in
            try await clinic.settle("S1")
            #expect(try await clinic.askToReverse("S1").isGo)
            try await clinic.wire.settle("S2", list: "1")
            try await clinic.tell(
                Events.reversed(
                    "S1",
                    remaining: Events.bill(
                        "S2", total: 4_000,
                        more: ["replaces": "S1", "insurance": Lists.insurance("S2")])))
            #expect(try await clinic.dossier("S1").state == .cancelled)
            #expect(try await clinic.askToReverse("S2").isGo)
            #expect(try clinic.wire.fund.list("S2") == "0")
        }
    }

    @Test func `an answer of go holds for a while, and is asked anew after it`() async throws {
        try await Clinic.open { clinic in
            try await clinic.settle("S1")
            #expect(try await clinic.askToReverse("S1").isGo)
            // Somebody submits it again meanwhile.
            try await clinic.wire.settle("S1", list: "1")
            clinic.clock.advance(by: 31 * 60)
            #expect(try await clinic.askToReverse("S1").isGo)
            #expect(try clinic.wire.fund.list("S1") == "0")
        }
    }

    @Test func `each step is on record with who, its message and its outcome`() async throws {
        try await Clinic.open { clinic in
            try await clinic.settle("S1")
            try await clinic.wire.fault("dropAfterCommit", on: "4102")
            _ = try await clinic.finalAnswer("S1")
            let steps = try await clinic.steps("S1")
            #expect(steps.map(\.act) == [.heard, .asked, .look, .withdraw, .look, .go])
            #expect(steps.map(\.outcome) == [.done, .done, .done, .unknown, .done, .done])
            try #require(steps.count == 6)
            #expect(steps[1].actor == "U07" && steps[1].note == "退费")
            #expect(steps[2...4].allSatisfy { $0.msgid?.count == 30 })
            #expect(steps[2].refmsgid != nil && steps[3].refmsgid == nil)
        }
    }

    @Test func `a day's sign-in is made where the region wants it`() async throws {
        try await Clinic.open {
            $0.campuses["benbu"]?.signsIn = true
        } _: { clinic in
            try await clinic.wire.turn(#"{"signInNeeded":true}"#)
            try await clinic.settle("S1")
            #expect(try await clinic.askToReverse("S1").isGo)
            #expect(try clinic.wire.fund.accepted == ["9001", "4103", "4102→0"])
        }
    }
}
