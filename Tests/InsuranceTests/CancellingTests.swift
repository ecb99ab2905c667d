import ConnectorKit
import Foundation
import Hospital
import Hub
import Storage
import Testing

@testable import Insurance

/// The insurance's own cancellation, where the settings give it to us (interface §7, step 4).
struct CancellingTests {
    /// A clinic that cancels by itself, with one submitted settlement.
    private func open(
        kind: Dossier.Kind = .outpatient, _ body: (Clinic) async throws -> Void
    ) async throws {
        try await Clinic.open {
            $0.cancels = .here
        } _: { clinic in
            try await clinic.wire.settle("S1", list: "1", kind: kind.rawValue)
            try await clinic.tell(
                kind == .inpatient ? Lists.discharged("S1") : Lists.settled("S1"))
            try await body(clinic)
        }
    }

    @Test(arguments: [(Dossier.Kind.outpatient, "2208"), (.inpatient, "2305")])
    func `the list first, then the settlement`(kind: Dossier.Kind, service: String)
        async throws
    {
        try await open(kind: kind) { clinic in
            #expect(try await clinic.reversal("S1") == [.list: .standing, .insurer: .standing])
            let answer = try await clinic.askToReverse("S1")
            #expect(answer.isGo && answer["cancelled"] == .bool(true))
            let fund = try clinic.wire.fund
            #expect(fund.accepted == ["4103", "4102→0", service])
            #expect(!fund.isValid("S1"))
            #expect(try await clinic.dossier("S1").cancelSetlID != nil)
            #expect(
                try await clinic.reversal("S1") == [
                    .list: .undone, .insurer: .undone, .hospital: .standing,
                ])
        }
    }

    @Test func `a refused cancellation has the list submitted again, and the answer is no`()
        async throws
    {
        try await open { clinic in
            try await clinic.wire.refuse("非当日结算不可撤销本次", on: "2208")
            let answer = try await clinic.askToReverse("S1")
            #expect(!answer.isGo && answer["again"] == .bool(false))
            #expect(answer["reason"]?.text("zh")?.contains("非当日结算") == true)
            let fund = try clinic.wire.fund
            #expect(fund.list("S1") == "1" && fund.isValid("S1"))
            #expect(fund.accepted == ["4103", "4102→0", "4102→1"])
            #expect(try await clinic.reversal("S1")[.list] == .standing)
            // Asked again once the office has settled it, all of it is done.
            let again = try await clinic.askToReverse("S1")
            #expect(again.isGo)
            #expect(try !clinic.wire.fund.isValid("S1"))
        }
    }

    @Test func `a list that cannot be submitted again at once is a task of its own`()
        async throws
    {
        try await open { clinic in
            try await clinic.wire.refuse("非当日结算不可撤销本次", on: "2208")
            try await clinic.wire.slow("2208")
            async let asked = clinic.askToReverse("S1")
            try await clinic.wire.until("4102")
            try await clinic.wire.fault("drop", on: "4102", times: 2)
            let answer = try await asked
            #expect(!answer.isGo && answer["again"] == .bool(false))
            try await clinic.untilQuiet()
            #expect(try await clinic.open.isEmpty)
            #expect(try clinic.wire.fund.list("S1") == "1")
            #expect(try await clinic.dossier("S1").state == .submitted)
        }
    }

    @Test(arguments: ["dropAfterCommit", "drop", "half", "errorAfterReversal", "wrongEcho"])
    func `an unknown cancellation is taken back before it is sent again`(
        fault: String
    ) async throws {
        try await open { clinic in
            try await clinic.wire.fault(fault, on: "2208")
            let answer = try await clinic.finalAnswer("S1")
            #expect(answer.isGo)
            let fund = try clinic.wire.fund
            #expect(!fund.isValid("S1"))
            let services = fund.requests.compactMap { $0["body"]?.text("infno") }
            let first = try #require(services.firstIndex(of: "2208"))
            #expect(services[first + 1] == "2601", "never a blind resend")
            #expect(services.filter { $0 == "2208" }.count == 2)
            let reversal = try #require(
                fund.requests.compactMap { $0["body"] }.first { $0.text("infno") == "2601" })
            #expect(reversal["input"]?["data"]?.text("oinfno") == "2208")
            #expect(reversal["input"]?["data"]?.text("omsgid") == fund.msgids[first])
        }
    }

    @Test(arguments: ["dropAfterCommit", "drop", "errorAfterReversal"])
    func `a taking back that is lost itself is sent again`(fault: String) async throws {
        try await open { clinic in
            try await clinic.wire.fault("dropAfterCommit", on: "2208")
            try await clinic.wire.fault(fault, on: "2601")
            let answer = try await clinic.finalAnswer("S1")
            #expect(answer.isGo)
            #expect(try !clinic.wire.fund.isValid("S1"))
            #expect(try clinic.wire.fund.accepted.filter { $0 == "2601" }.count == 1)
        }
    }

    @Test func `what is cancelled with the insurance is not brought back`() async throws {
        try await open { clinic in
            let answer = try await clinic.askToReverse("S1")
            #expect(answer.isGo)
            let declined = await #expect(throws: Declined.self) {
                try await clinic.tellNotReversed("S1")
            }
            #expect(declined?.name == "insurer-cancelled")
            #expect(try clinic.wire.fund.list("S1") == "0")
        }
    }

    @Test func `a settlement whose insurance visit nobody told stands, with its list`()
        async throws
    {
        try await Clinic.open {
            $0.cancels = .here
        } _: { clinic in
            try await clinic.settle(
                "S1", more: ["insurance": Lists.insurance("S1").with("visit", .null)])
            let answer = try await clinic.askToReverse("S1")
            #expect(!answer.isGo)
            #expect(answer["reason"]?.text("zh")?.contains("mdtrt_id") == true)
            #expect(try clinic.wire.fund.list("S1") == "1")
        }
    }

    @Test func `cancelled before by somebody else is cancelled`() async throws {
        try await open { clinic in
            try await clinic.wire.refuse("该结算已撤销", on: "2208")
            let answer = try await clinic.askToReverse("S1")
            #expect(answer.isGo)
        }
    }
}
