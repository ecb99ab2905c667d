import ConnectorKit
import Foundation
import Hospital
import Testing

@testable import Assistance

/// How long an answer counts: to the end of the hospital's day, and no longer.
struct DayTests {
    @Test(arguments: Stores.all)
    func `Never: an answer of yesterday is acted upon`(stores: Stores) async throws {
        try await Clinic.open(on: stores) { clinic in
            try await clinic.admit(.assisted)
            // 23:59 of the same day.
            clinic.clock.advance(by: 14 * 3600 + 59 * 60)
            #expect(try await clinic.notice(.assisted)["notice"] != .null)
            #expect(try clinic.wire.questions.count == 1)
            // 00:00 of the next.
            clinic.clock.advance(by: 60)
            clinic.wire.cut()
            let seen = try await clinic.notice(.assisted)
            #expect(seen["notice"] == .null)
            #expect(seen.text("state") == "failed")
            #expect(seen["earlier"]?.text("day") == "2026-11-23", "shown as what it is")
            clinic.wire.cut(false)
            #expect(try await clinic.notice(.assisted, recheck: true)["notice"] != .null)
            #expect(try clinic.wire.questions.count == 2)
        }
    }

    @Test func `a morning that begins with no is not remembered over night`() async throws {
        try await Clinic.open { clinic in
            try await clinic.admit(.never)
            #expect(try await clinic.notice(.never).text("because") == "unflagged")
            try await clinic.wire.insure(
                #"{"certno":"\#(Inpatient.never.number)","psn_name":"欧阳锋","#
                    + #""relief":{"flag":"1","code":"T02"}}"#)
            #expect(try await clinic.notice(.never).text("because") == "unflagged")
            clinic.clock.advance(by: 86_400)
            #expect(try await clinic.notice(.never)["category"]?.text("code") == "T02")
        }
    }

    @Test func `asking again does not take the day's answer, and a failed one is not known`()
        async throws
    {
        try await Clinic.open { clinic in
            try await clinic.admit(.assisted)
            try await clinic.wire.fault("hang", times: 2)
            let seen = try await clinic.notice(.assisted, recheck: true)
            #expect(seen.text("state") == "failed")
            #expect(seen["notice"] == .null)
            #expect(seen["earlier"]?.text("code") == "T03")
            clinic.clock.advance(by: 61)
            #expect(try await clinic.notice(.assisted)["notice"] != .null)
        }
    }

    @Test func `one person is asked about once a day, whichever admission it is for`() async throws
    {
        try await Clinic.open { clinic in
            try await clinic.admit(.assisted)
            try await clinic.admitUnasked(.assisted, stay: "Y-2")
            let seen = try await clinic.ask("assistance/deposit.notice", ["stay": "Y-2"])
            #expect(seen["notice"] != .null)
            #expect(try clinic.wire.questions.count == 1)
        }
    }

    @Test func `the table of the day of admission decides, not that of today`() async throws {
        try await Clinic.open { clinic in
            var ended = Clinic.categories[2]
            ended.until = "2026-11-21"
            try await clinic.list([ended])
            try await clinic.admitUnasked(.assisted, at: "2026-11-21T23:59:59+08:00")
            try await clinic.admitUnasked(
                .assisted, stay: "Y-2", at: "2026-11-22T00:00:00+08:00")
            #expect(try await clinic.notice(.assisted).text("state") == "eligible")
            let later = try await clinic.ask("assistance/deposit.notice", ["stay": "Y-2"])
            #expect(later.text("because") == "unlisted")
        }
    }

    @Test func `a category that is added counts for the answers of the same day`() async throws {
        try await Clinic.open { clinic in
            try await clinic.admit(.unlisted)
            #expect(try await clinic.notice(.unlisted).text("because") == "unlisted")
            try await clinic.list([
                Category(
                    code: "Z1", name: "新类别", insurer: "Z99", hospital: nil, from: nil,
                    until: nil, sort: 99)
            ])
            #expect(try await clinic.notice(.unlisted).text("notice") == Standing.notice)
            #expect(try clinic.wire.questions.count == 1)
            #expect(try await clinic.decisions(.unlisted).map(\.state) == [.eligible, .not])
        }
    }
}
