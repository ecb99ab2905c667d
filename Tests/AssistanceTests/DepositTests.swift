import ConnectorKit
import Foundation
import Hospital
import Hub
import Testing

@testable import Assistance

/// The notice when a deposit is to be taken (§10.3).
struct DepositTests {
    @Test(arguments: Stores.all)
    func `§10.3 an assisted person's deposit brings the notice, in exactly these words`(
        stores: Stores
    ) async throws {
        try await Clinic.open(on: stores) { clinic in
            try await clinic.admit(.assisted)
            for caller in [Caller.his, .cashier, .staff(.registrar)] {
                let seen = try await clinic.notice(.assisted, as: caller)
                #expect(seen["notice"] == "该患者是救助对象，享受先诊疗后付费政策，免交预交金！")
                #expect(seen["blocks"] == .bool(false), "the notice informs, it does not stop")
            }
            #expect(try clinic.wire.questions.count == 1, "asked at admission, once")
        }
    }

    @Test func `§10.3 by patient alone, before admission and with one`() async throws {
        try await Clinic.open { clinic in
            try await clinic.tell(Admissions.patient(.assisted))
            let asked: JSON = ["patient": "P1", "campus": "benbu"]
            let before = try await clinic.ask("assistance/deposit.notice", asked)
            #expect(before.text("notice") == Standing.notice)
            #expect(before["stay"] == .null)
            try await clinic.admitUnasked(.assisted)
            let after = try await clinic.ask("assistance/deposit.notice", asked)
            #expect(after.text("stay") == "Y-P1")
            #expect(after.text("notice") == Standing.notice)
            #expect(try clinic.wire.questions.count == 1)
        }
    }

    @Test func `§10.3 it blocks only where the hospital has set it so`() async throws {
        try await Clinic.open({ $0.blocks = true }) { clinic in
            try await clinic.admit(.assisted)
            try await clinic.admit(.never)
            #expect(try await clinic.notice(.assisted)["blocks"] == .bool(true))
            #expect(try await clinic.notice(.never)["blocks"] == .bool(false))
        }
    }

    @Test(arguments: [
        "hang", "drop", "dropAfterCommit", "half", "html", "garbage", "badSignature",
    ])
    func `§10.3 an insurer out of reach is not known, blocks nothing, and is asked twice`(
        fault: String
    ) async throws {
        try await Clinic.open({ $0.blocks = true }) { clinic in
            try await clinic.admitUnasked(.assisted)
            try await clinic.wire.fault(fault, times: 2)
            let seen = try await clinic.notice(.assisted)
            #expect(seen.text("state") == "failed")
            #expect(seen["notice"] == .null)
            #expect(seen["blocks"] == .bool(false))
            #expect(seen.text("sentence")?.hasPrefix("身份未确认") == true)
            let numbers = try clinic.wire.questions.compactMap { $0.text("msgid") }
            #expect(numbers.count == 2)
            #expect(Set(numbers).count == 2, "a question put again has a number of its own")
            // One failure of two is none.
            try await clinic.wire.fault(fault, times: 1)
            #expect(try await clinic.notice(.assisted, recheck: true)["notice"] != .null)
        }
    }

    @Test func `§10.3 nobody at the other end is not known either`() async throws {
        try await Clinic.open { clinic in
            try await clinic.admitUnasked(.assisted)
            clinic.wire.cut()
            let seen = try await clinic.notice(.assisted)
            #expect(seen.text("state") == "failed")
            #expect(seen["msgid"] == .null, "nothing was sent")
        }
    }

    @Test func `an answer without output is not known, never a no`() async throws {
        try await Clinic.open { clinic in
            try await clinic.admitUnasked(.never)
            try await clinic.wire.turn(#"{"nullOutput":true}"#)
            #expect(try await clinic.notice(.never).text("state") == "failed")
        }
    }

    @Test func `the insurer's own no is shown, and may be asked again`() async throws {
        try await Clinic.open { clinic in
            try await clinic.admit(.stranger)
            let seen = try await clinic.notice(.stranger)
            #expect(seen.text("sentence")?.contains("E04") == true)
            #expect(seen.text("state") == "failed")
            try await clinic.wire.insure(
                #"{"certno":"\#(Inpatient.stranger.number)","psn_name":"查建国","#
                    + #""relief":{"flag":"1","code":"T03"}}"#)
            #expect(try await clinic.notice(.stranger, recheck: true)["notice"] != .null)
        }
    }

    @Test func `a failure is not asked about again at once, but when somebody wants to know`()
        async throws
    {
        try await Clinic.open { clinic in
            try await clinic.admitUnasked(.assisted)
            try await clinic.wire.fault("drop", times: 2)
            _ = try await clinic.notice(.assisted)
            #expect(try await clinic.notice(.assisted).text("state") == "failed")
            #expect(try clinic.wire.questions.count == 2, "the second look did not wait")
            clinic.clock.advance(by: 61)
            #expect(try await clinic.notice(.assisted).text("state") == "eligible")
        }
    }

    @Test func `a patient without an ID number is not known, and nobody is asked`() async throws {
        try await Clinic.open { clinic in
            let nameless = Inpatient("P70", "无名氏", "")
            try await clinic.tell(Admissions.patient(nameless, numbers: []))
            try await clinic.tell(Admissions.admitted(nameless))
            try await clinic.untilQuiet()
            let seen = try await clinic.notice(nameless)
            #expect(seen.text("because") == "noDocument")
            #expect(try clinic.wire.questions.isEmpty)
        }
    }
}
