import ConnectorKit
import Foundation
import Hospital
import Hub
import Storage
import TestKit
import Testing

@testable import Insurance

/// A daemon that goes down between two steps goes on at the first one that is not done.
struct CrashTests {
    /// A service, and what becomes of the call during which the daemon goes down.
    struct Moment: Sendable, CustomTestStringConvertible {
        let service: String
        let isDone: Bool
        var testDescription: String { "\(service) \(isDone ? "done" : "not done")" }

        static let all = ["4103", "4102", "2208"].flatMap { service in
            [true, false].map { Moment(service: service, isDone: $0) }
        }
    }

    @Test(arguments: Moment.all)
    func `§4.1 down in the middle of a step, it goes on there after the start`(
        moment: Moment
    ) async throws {
        let clock = WallClock(WallClock.morning)
        let wire = try await SimulatedInsurer.wire(clock: clock)
        let engine = try SQLiteEngine.temporary(migrations: InsuranceConnector.tables)
        let store = Store(engine: engine)
        func clinic() throws -> Clinic {
            try Clinic(store, clock: clock, wire: wire) {
                $0.cancels = .here
                $0.patience = 1
            }
        }
        struct PowerCut: Error {}
        let before = try clinic()
        await #expect(throws: PowerCut.self) {
            try await before.run {
                try await before.tell(Events.patient())
                try await before.settle("S1")
                try await wire.control(
                    "POST", "insurer/faults",
                    #"{"on":"\#(moment.service)","times":1,"#
                        + #""fault":\#(moment.isDone ? #"{"delayAfterCommit":600}"# : #""hang""#)}"#
                )
                let asking = Task { try await before.askToReverse("S1") }
                try await Patience.until("the step is under way") {
                    let calls = try wire.fund.json.list("calls")
                    return calls.contains {
                        $0.text("infno") == moment.service
                            && (!moment.isDone || !$0.list("codes").isEmpty)
                    }
                }
                asking.cancel()
                throw PowerCut()
            }
        }
        try await wire.heal()
        let after = try clinic()
        try await after.run {
            try await after.untilQuiet()
            let answer = try await after.finalAnswer("S1")
            #expect(answer.isGo)
            let fund = try wire.fund
            #expect(!fund.isValid("S1") && fund.list("S1") == "0")
            #expect(!fund.refused.contains("E08"))
            #expect(Set(fund.msgids).count == fund.msgids.count)
            #expect(try await after.open.isEmpty)
            #expect(try await after.reversal("S1")[.insurer] == .undone)
        }
        try await engine.close()
    }
}
