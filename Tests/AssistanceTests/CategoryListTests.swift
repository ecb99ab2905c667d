import Foundation
import Hospital
import Lab
import Testing

@testable import Assistance

/// Lists of categories as they come from the insurer: read whole, or refused by line (§10.1).
struct CategoryListTests {
    private static let header = "类别代码,类别名称,医保身份编码,院内类别,有效期起,有效期止,排序"

    private func list(_ lines: String..., beside known: [Assistance.Category] = [])
        -> CategoryList
    {
        CategoryList(lines.joined(separator: "\n"), beside: known)
    }

    @Test func `§10.1 twenty lines are twenty categories, with or without headings`() {
        let lines = (1...20).map { "T\($0),类别\($0),M\($0),H\($0),2026-01-01,,\($0)" }
        for text in [lines, [Self.header] + lines].map({ $0.joined(separator: "\r\n") }) {
            let list = CategoryList(text, beside: [])
            #expect(list.faults == [])
            #expect(list.entries.count == 20)
            #expect(
                list.entries[2].category
                    == Category(
                        code: "T3", name: "类别3", insurer: "M3", hospital: "H3",
                        from: "2026-01-01", until: nil, sort: 3))
        }
    }

    @Test func `columns go by their headings, in any order, Chinese or the insurer's`() {
        let list = list("matIdetCode\t名称\tcode", "A1\t低保\t01")
        #expect(list.faults == [])
        #expect(
            list.entries.map(\.category) == [
                Category(
                    code: "01", name: "低保", insurer: "A1", hospital: nil, from: nil, until: nil,
                    sort: 1)
            ])
    }

    @Test(arguments: [
        ("2026-01-31", "2026-01-31"), ("2026/1/31", "2026-01-31"), ("2026.1.3", "2026-01-03"),
        ("20260131", "2026-01-31"), ("2026-01-31 00:00:00", "2026-01-31"),
        ("2026-02-30", nil), ("2026-13-01", nil), ("31/1/2026", nil), ("2026-1/31", nil),
        ("2026131", nil), ("永久", nil),
    ])
    func `days are read as spreadsheets write them`(text: String, day: String?) {
        #expect(CalendarDay.read(text) == day)
    }

    @Test(arguments: [
        (",低保,A1", 2, "类别代码"), ("01,,A1", 2, "类别名称"), ("01,低保,", 2, "医保身份编码"),
        ("01,低保,A1,,2026-02-30", 2, "有效期起"), ("01,低保,A1,,,明年", 2, "有效期止"),
        ("01,低保,A1,,2026-02-01,2026-01-31", 2, "早于"), ("01,低保,A1,,,,x", 2, "排序"),
        ("01,低保,A1,,,,-1", 2, "排序"), ("01,低保,A1,,,,1,多", 2, "8 列"),
        ("01,低保,A1\n02,特困,A2\n01,五保,A3", 4, "与第 2 行重复"),
        ("01,低保,A1\n02,特困,A1", 3, "已属于类别 01"),
        ("01,\"低保,A1", 2, "引号"),
        ("012345678901234567890,低保,A1", 2, "超过 20"),
    ])
    func `§10.1 a wrong line is named, and nothing of the list is taken`(
        lines: String, line: Int, words: String
    ) {
        let list = list(Self.header, lines, "99,其他,Z9")
        #expect(list.entries == [])
        #expect(
            list.faults.contains { $0.line == line && $0.words.zh.contains(words) },
            "\(list.faults)")
        #expect(!list.faults.contains { $0.words.en.isEmpty })
    }

    @Test(arguments: [
        ("代码,名称", "缺少列“医保身份编码”"), ("代码,名称,身份编码,身份编码", "出现 2 次"),
        ("代码,名称,身份编码,颜色", "不认识的列“颜色”"), ("", "列表是空的"),
    ])
    func `headings that do not do are named`(heading: String, words: String) {
        let list = list(heading)
        #expect(list.faults.contains { $0.words.zh.contains(words) }, "\(list.faults)")
    }

    @Test func `every fault of every line is told at once`() {
        let list = list(Self.header, "01,,A1,,x", "02,特困,,,,y")
        #expect(list.faults.map(\.line) == [2, 2, 3, 3])
    }

    @Test func `one code of the insurer may pass from one category to the next in time`() {
        #expect(list("01,旧,A1,,,2026-06-30", "02,新,A1,,2026-07-01").faults == [])
        #expect(list("01,旧,A1,,,2026-07-01", "02,新,A1,,2026-07-01").faults.count == 1)
    }

    @Test func `what the table has and the list does not name stays, and still counts`() {
        let known = [
            Category(
                code: "09", name: "老", insurer: "A9", hospital: nil, from: nil, until: nil, sort: 1)
        ]
        #expect(list("01,低保,A1", beside: known).untouched == ["09"])
        #expect(list("01,低保,A9", beside: known).faults.count == 1)
        #expect(list("09,老,A9", beside: known).entries.map(\.change) == [.same])
        #expect(list("09,新名,A9", beside: known).entries.map(\.change) == [.changed])
    }

    private struct Dice: RandomNumberGenerator {
        var seed: UInt64
        mutating func next() -> UInt64 {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return seed ^ (seed >> 29)
        }
    }

    @Test(arguments: 0..<30)
    func `what is exported is taken over as the same`(seed: Int) {
        var dice = Dice(seed: UInt64(seed) &* 31 &+ 5)
        func text(_ limit: Int) -> String {
            let letters = Array("低保特困a1 ,\"，;'（）-")
            let text = String(
                (0..<Int.random(in: 1...limit, using: &dice)).map { _ in
                    letters.randomElement(using: &dice) ?? "a"
                })
            return "x" + text.trimmingCharacters(in: .whitespaces)
        }
        let table = (0..<Int.random(in: 1...20, using: &dice)).map { number in
            Category(
                code: "\(number)", name: text(20), insurer: "M\(number)",
                hospital: Bool.random(using: &dice) ? text(5) : nil,
                from: Bool.random(using: &dice) ? "2026-01-0\(1 + number % 9)" : nil,
                until: Bool.random(using: &dice) ? "2027-01-0\(1 + number % 9)" : nil,
                sort: number)
        }
        let quoted = { (cell: String) in "\"\(cell.replacing("\"", with: "\"\""))\"" }
        let exported =
            "\u{FEFF}\(Self.header)\r\n"
            + table.map { category in
                CategoryField.allCases.map { quoted(category.words($0)) }.joined(separator: ",")
            }.joined(separator: "\r\n")
        let list = CategoryList(exported, beside: table)
        #expect(list.faults == [])
        #expect(list.entries.map(\.category) == table)
        #expect(list.entries.allSatisfy { $0.change == .same })
    }
}
