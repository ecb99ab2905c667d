import ConnectorKit
import Foundation
import Hospital
import Hub
import Storage
import TestKit
import Testing

@testable import Insurance

/// The same on either engine.
struct EngineTests {
    @Test(arguments: Stores.all)
    func `§4.1 §4.2 the whole of it, on either engine`(stores: Stores) async throws {
        try await stores.with(InsuranceConnector.tables) { store in
            try await Clinic.open(over: store) {
                $0.cancels = .here
            } _: { clinic in
                try await restored(clinic)
                try await cancelled(clinic)
                try await unasked(clinic)
            }
        }
    }

    @Test(arguments: Stores.all)
    func `a permission without an answer, on either engine`(stores: Stores) async throws {
        try await stores.with(InsuranceConnector.tables) { store in
            try await Clinic.open(over: store) {
                $0.unanswered = .restore
            } _: { clinic in
                try await clinic.settle("S1")
                let answer = try await clinic.finalAnswer("S1")
                #expect(answer.isGo)
                clinic.clock.advance(by: 31 * 60)
                try await clinic.fire("insurance.permissions")
                try await clinic.untilQuiet()
                #expect(try clinic.wire.fund.list("S1") == "1")
                let page = try await clinic.page("insurance/list", query: ["settlement": "S1"])
                #expect(page["state"]?["word"]?.text("zh") == "已提交")
            }
        }
    }

    /// Refused by the fund, submitted again, and looked at.
    private func restored(_ clinic: Clinic) async throws {
        try await clinic.settle("S1")
        try await clinic.wire.refuse("非当日结算不可撤销本次", on: "2208")
        let answer = try await clinic.finalAnswer("S1")
        #expect(!answer.isGo)
        #expect(try clinic.wire.fund.list("S1") == "1")
        #expect(try await clinic.exceptions() == [.withdrawal])
        let told = try await clinic.tellNotReversed("S1")
        #expect(told["restored"] == .bool(true))
        let look = try await clinic.ask("insurance/list.look", ["settlement": "S1"])
        #expect(look.text("list") == "submitted")
    }

    private func cancelled(_ clinic: Clinic) async throws {
        try await clinic.wire.fault("dropAfterCommit", on: "2208")
        let answer = try await clinic.finalAnswer("S1")
        #expect(answer.isGo)
        try await clinic.tell(Events.reversed("S1"))
        #expect(try !clinic.wire.fund.isValid("S1"))
        #expect(
            try await clinic.reversal("S1") == [
                .list: .undone, .insurer: .undone, .hospital: .undone,
            ])
        #expect(try await clinic.exceptions() == [])
    }

    private func unasked(_ clinic: Clinic) async throws {
        try await clinic.settle("S2")
        try await clinic.tell(Events.reversed("S2"))
        try await clinic.untilQuiet()
        #expect(try clinic.wire.fund.list("S2") == "0")
        let rows = try await clinic.rows("insurance/exceptions", query: ["all": "yes"])
        #expect(rows.count == 2)
        #expect(try await clinic.rows("insurance/lists", query: ["text": "S2"]).count == 1)
    }
}
