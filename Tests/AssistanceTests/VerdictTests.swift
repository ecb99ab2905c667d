import Foundation
import Hospital
import Testing

@testable import Assistance

/// The rule: flag 1, and a code that the table has on the day of admission (interface §4.2).
struct VerdictTests {
    private static let names = ReliefNames()
    /// 2026-11-23 09:00 in Shanghai.
    private static let now = Date(timeIntervalSince1970: 1_795_395_600)
    private static let table = [
        Category(
            code: "C3", name: "低保对象", insurer: "T03", hospital: "33", from: "2026-01-01",
            until: "2026-06-30", sort: 1),
        Category(
            code: "C3b", name: "低保对象（新）", insurer: "T03", from: "2026-07-01", until: nil,
            sort: 2),
        Category(code: "C4", name: "特困人员", insurer: "T04", from: nil, until: "2026-11-19", sort: 3),
    ]

    private func verdict(
        _ flag: String?, _ code: String?, on day: String = "2026-11-20",
        _ period: Period = Period(), isOver: Bool = false, names: ReliefNames = names
    ) -> Verdict {
        Verdict(
            KnownAnswer(
                relief: Relief(flag: flag, code: code, period: period), identities: [],
                isOver: isOver, at: Self.now),
            admittedOn: day, categories: Self.table, names: names)
    }

    @Test(
        arguments: [
            ("1", "T03", "2026-11-20", "C3b"), ("1", "T03", "2026-06-30", "C3"),
            ("1", "T03", "2026-07-01", "C3b"), ("1", "T03", "2025-12-31", nil),
            ("1", "T04", "2026-11-19", "C4"), ("1", "T04", "2026-11-20", nil),
            ("1", "T04", "1999-01-01", "C4"), ("1", "t03", "2026-11-20", nil),
            ("1", nil, "2026-11-20", nil), ("0", "T03", "2026-11-20", nil),
            (nil, "T03", "2026-11-20", nil), ("2", "T03", "2026-11-20", nil),
        ] as [(String?, String?, String, String?)])
    func `flag and code decide, by the table of the day of admission`(
        flag: String?, code: String?, day: String, category: String?
    ) {
        let verdict = verdict(flag, code, on: day)
        #expect(verdict.category?.code == category)
        if category == nil {
            #expect(verdict == .not(flag == "1" ? .unlisted : .unflagged))
        }
    }

    @Test(arguments: [
        ("", "2026-11-23 09:00:00", true), ("", "2026-11-23 08:59:59", false),
        ("", "2026-11-23", true), ("", "2026-11-22", false), ("2026-11-23", "", true),
        ("2026-11-23 09:00:01", "", false), ("2024-01-01 00:00:00", "2099-12-31 23:59:59", true),
    ])
    func `a code outside its own period makes nobody eligible`(
        from: String, until: String, holds: Bool
    ) {
        let verdict = verdict("1", "T03", Period(from: from, until: until))
        #expect(verdict.state == (holds ? .eligible : .not))
        if !holds { #expect(verdict == .not(.over)) }
    }

    @Test func `a period that cannot be read is not known, neither yes nor no`() {
        #expect(verdict("1", "T03", Period(until: "31.12.2026")) == .failed(.unclear))
        #expect(verdict("1", "T03", Period(from: "2026-02-30")) == .failed(.unclear))
    }

    @Test func `identities that have all run out end it, unless the site says otherwise`() {
        #expect(verdict("1", "T03", isOver: true) == .not(.over))
        var names = Self.names
        names.heedsIdentities = false
        #expect(verdict("1", "T03", isOver: true, names: names).state == .eligible)
    }

    @Test(
        arguments: [
            ("[]", [], false),
            (
                #"[{"psn_idet_type":"2303","begntime":"2024-01-01 00:00:00","endtime":""}]"#,
                ["2303"], false
            ),
            (
                #"[{"psn_idet_type":"2303","begntime":"2026-12-01 00:00:00","endtime":null}]"#, [],
                true
            ),
            (#"[{"psn_idet_type":"2303","endtime":"2026-11-23 08:59:59"}]"#, [], true),
            (
                #"[{"psn_idet_type":"2303","endtime":"2020-12-31 23:59:59"},"#
                    + #"{"psn_idet_type":"2304","endtime":"2099-12-31"}]"#, ["2304"], false
            ),
            (#"[{"psn_idet_type":"2101","endtime":"2020-12-31 23:59:59"}]"#, [], false),
            (#"[{"psn_idet_type":"2303","endtime":"soon"}]"#, [], false),
        ] as [(String, [String], Bool)])
    func `of idetinfo only what holds now is shown, and only 23xx`(
        rows: String, shown: [String], isOver: Bool
    ) throws {
        let output = try JSON(parsing: Data(#"{"baseinfo":{},"idetinfo":\#(rows)}"#.utf8))
        let answer = try #require(PersonAnswer(output, names: Self.names, at: Self.now))
        #expect(answer.identities == shown)
        #expect(answer.isOver == isOver)
    }
}
