import ConnectorKit
import Foundation
import Hospital
import Hub
import Lab
import Storage
import TestKit
import Testing

@testable import Insurance

/// What must never happen (interface §7), a test each.
struct NeverTests {
    @Test(arguments: ["outpatient", "inpatient"])
    func `a settlement is never cancelled while its list is submitted`(
        kind: String
    ) async throws {
        try await Clinic.open {
            $0.cancels = .here
        } _: { clinic in
            try await clinic.wire.settle("S1", list: "1", kind: kind)
            try await clinic.tell(
                kind == "inpatient" ? Lists.discharged("S1") : Lists.settled("S1"))
            // Whatever happens to the withdrawal, the cancellation comes after it.
            for fault in ["dropAfterCommit", "drop", "half"] {
                try await clinic.wire.fault(fault, on: "4102")
            }
            let answer = try await clinic.finalAnswer("S1")
            #expect(answer.isGo)
            let fund = try clinic.wire.fund
            #expect(!fund.refused.contains("E08"))
            #expect(!fund.isValid("S1"))
        }
    }

    @Test func `§4.1 a list submitted after a go is taken back again before the next go`()
        async throws
    {
        try await Clinic.open { clinic in
            try await clinic.settle("S1")
            #expect(try await clinic.askToReverse("S1").isGo)
            // The list's own program submits it, not knowing what the cashier is about to do.
            try await clinic.wire.settle("S1", list: "1")
            clinic.clock.advance(by: 61)
            #expect(try await clinic.askToReverse("S1").isGo)
            let fund = try clinic.wire.fund
            #expect(fund.list("S1") == "0")
            try await clinic.tell(Events.reversed("S1"))
            try await clinic.untilQuiet()
            #expect(try clinic.wire.fund.list("S1") == "0")
        }
    }

    @Test(arguments: ["", "3501", "福州"])
    func `4102 never goes without the area of insurance`(area: String) async throws {
        try await Clinic.open { clinic in
            try await clinic.settle(
                "S1", more: ["insurance": Lists.insurance("S1").with("area", .string(area))])
            let answer = try await clinic.askToReverse("S1")
            #expect(!answer.isGo && answer["again"] == .bool(false))
            #expect(answer["reason"]?.text("zh")?.contains("insuplc_admdvs") == true)
            #expect(try clinic.wire.fund.requests.isEmpty)
            #expect(try await clinic.exceptions() == [.withdrawal])
            // The HIS sends it again, complete.
            try await clinic.tell(Lists.settled("S1"))
            let complete = try await clinic.askToReverse("S1")
            #expect(complete.isGo == (area.isEmpty))
        }
    }

    @Test func `4102 never goes with another person's number`() async throws {
        try await Clinic.open { clinic in
            try await clinic.settle("S1")
            for (member, value) in [
                ("number", SimulatedInsurer.other), ("settlement", Fund.number("S2")),
            ] {
                try await clinic.tell(
                    Lists.settled(
                        "S1",
                        more: ["insurance": Lists.insurance("S1").with(member, .string(value))]))
            }
            try await clinic.tell(
                Events.event(
                    "settlement.completed",
                    Events.bill(
                        "S1", patient: "P2", more: ["insurance": Lists.insurance("S1")])))
            try await clinic.untilQuiet()
            let dead = try await clinic.open
            #expect(dead.count == 3)
            #expect(
                dead.allSatisfy {
                    $0.lastError?.hasPrefix("settlement S1 was told before with another ") == true
                })
            #expect(dead.allSatisfy { $0.lastError?.contains(SimulatedInsurer.other) == false })
            #expect(try await clinic.dossier("S1").insured?.psnNo == SimulatedInsurer.person)
            #expect(try await clinic.askToReverse("S1").isGo)
            let bodies = try clinic.wire.fund.requests.compactMap { $0["body"]?.text }
            #expect(!bodies.contains { $0.contains(SimulatedInsurer.other) })
        }
    }

    @Test func `a person the fund does not know by this number stops the reversal`()
        async throws
    {
        try await Clinic.open { clinic in
            try await clinic.settle(
                "S1",
                more: [
                    "insurance": Lists.insurance("S1")
                        .with("number", .string(SimulatedInsurer.other))
                ])
            let answer = try await clinic.askToReverse("S1")
            #expect(!answer.isGo && answer["again"] == .bool(false))
            #expect(try clinic.wire.fund.list("S1") == "1")
        }
    }

    @Test func `a list whose settlement is reversed is never submitted`() async throws {
        try await Clinic.open {
            $0.patience = 1
        } _: { clinic in
            try await clinic.settle("S1")
            let go = try await clinic.finalAnswer("S1")
            #expect(go.isGo)
            // The restoration hangs; then the reversal turns out to have taken place.
            clinic.wire.cut()
            _ = try await clinic.tellNotReversed("S1")
            try await clinic.tell(Events.reversed("S1"))
            clinic.wire.cut(false)
            try await clinic.untilQuiet()
            #expect(try await clinic.open.isEmpty)
            #expect(try clinic.wire.fund.list("S1") == "0")
            #expect(try !clinic.wire.fund.accepted.contains("4102→1"))
        }
    }

    @Test func `a submitted list is never edited, only taken back`() async throws {
        try await Clinic.open { clinic in
            try await clinic.settle("S1")
            _ = try await clinic.askToReverse("S1")
            _ = try await clinic.tellNotReversed("S1")
            _ = try await clinic.askToReverse("S1")
            let services = try clinic.wire.fund.requests.compactMap { $0["body"]?.text("infno") }
            #expect(Set(services) == ["4102", "4103"])
        }
    }

    @Test func `two cancellations never run side by side`() async throws {
        try await Clinic.open {
            $0.cancels = .here
        } _: { clinic in
            try await clinic.settle("S1")
            let answers = try await withThrowingTaskGroup(of: JSON.self) { group in
                for _ in 0..<10 { group.addTask { try await clinic.askToReverse("S1") } }
                return try await group.reduce(into: [JSON]()) { $0.append($1) }
            }
            #expect(answers.allSatisfy { $0.isGo })
            #expect(try clinic.wire.fund.accepted == ["4103", "4102→0", "2208"])
        }
    }

    @Test(arguments: ["dropAfterCommit", "half", "errorAfterReversal"])
    func `what nobody knows is never told as success`(fault: String) async throws {
        try await Clinic.open {
            $0.patience = 1
        } _: { clinic in
            try await clinic.settle("S1")
            try await clinic.wire.fault(fault, on: "4102")
            try await clinic.wire.slow("4102")
            async let asked = clinic.askToReverse("S1")
            try await clinic.wire.until("4102")
            // Whoever asks what became of it hears nothing either.
            try await clinic.wire.fault("drop", on: "4103", times: 1_000_000)
            let answer = try await asked
            #expect(!answer.isGo && answer["again"] == .bool(true))
            #expect(try await clinic.dossier("S1").phase == .asked)
            try await clinic.wire.heal()
            let final = try await clinic.finalAnswer("S1")
            #expect(final.isGo)
            #expect(try clinic.wire.fund.list("S1") == "0")
        }
    }

    @Test func `a reversal nobody asked about has its list taken back at once, and is shown`()
        async throws
    {
        try await Clinic.open { clinic in
            try await clinic.settle("S1")
            try await clinic.tell(Events.reversed("S1"))
            try await clinic.untilQuiet()
            #expect(try clinic.wire.fund.list("S1") == "0")
            #expect(try await clinic.exceptions() == [.unasked])
            #expect(try await clinic.dossier("S1").state == .cancelled)
            #expect(try await clinic.reversal("S1")[.list] == .undone)
        }
    }

    @Test func `a reversal that comes before its settlement is kept, and the list taken back`()
        async throws
    {
        try await Clinic.open { clinic in
            try await clinic.wire.settle("S1", list: "1")
            try await clinic.tell(Events.reversed("S1"))
            try await clinic.untilQuiet()
            #expect(try clinic.wire.fund.requests.isEmpty)
            try await clinic.tell(Lists.settled("S1"))
            try await clinic.untilQuiet()
            #expect(try clinic.wire.fund.list("S1") == "0")
            #expect(try await clinic.exceptions() == [.unasked])
        }
    }

    @Test func `another campus's settlement is not there, and nothing is changed`() async throws {
        try await Clinic.open { clinic in
            try await clinic.settle("S1")
            let jinshan = Caller.staff(.cashier, campus: "jinshan")
            for operation in ["settlement.beforeReversal", "settlement.notReversed", "list.look"] {
                let declined = await #expect(throws: Declined.self) {
                    try await clinic.ask(
                        "insurance/\(operation)", ["settlement": "S1"], as: jinshan)
                }
                #expect(declined?.name == "settlement-unknown")
            }
            let page = await #expect(throws: Declined.self) {
                try await clinic.look("insurance/list", query: ["settlement": "S1"], as: jinshan)
            }
            #expect(page?.name == "settlement-unknown")
            #expect(try await clinic.dossier("S1").phase == .idle)
            #expect(try clinic.wire.fund.requests.isEmpty)
        }
    }

    @Test func `a question without a settlement is refused by name`() async throws {
        try await Clinic.open { clinic in
            let declined = await #expect(throws: Declined.self) {
                try await clinic.ask("insurance/settlement.beforeReversal", ["reason": "退费"])
            }
            #expect(declined?.kind == .malformed)
            #expect(declined?.detail.en.contains("settlement") == true)
        }
    }
}

extension JSON {
    func with(_ member: String, _ value: JSON) -> JSON {
        guard case .object(var members) = self else { return self }
        members[member] = value
        return .object(members)
    }
}
