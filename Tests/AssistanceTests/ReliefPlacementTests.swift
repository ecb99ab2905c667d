import Foundation
import Hospital
import Testing

@testable import Assistance

/// Flag and code strewn over the answer at random, read by the connector and by a reference.
struct ReliefPlacementTests {
    private struct Dice: RandomNumberGenerator {
        var seed: UInt64
        mutating func next() -> UInt64 {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return seed ^ (seed >> 29)
        }
    }

    /// One object of the answer, before it is written down.
    private struct Place {
        var flag: String?
        var code: String?
    }

    private static let names = ReliefNames()

    @Test(arguments: 0..<60)
    func `the connector reads what the reference reads`(seed: Int) throws {
        var dice = Dice(seed: UInt64(seed) &* 7_919 &+ 3)
        for _ in 0..<40 {
            let content = place(&dice)
            let base = place(&dice)
            let rows = (0..<Int.random(in: 0...3, using: &dice)).map { _ in place(&dice) }
            let output = output(content, base, rows, &dice)
            // Through text, as it comes over the wire.
            let relief = Relief(
                try JSON(parsing: Data(output.text.utf8)), names: Self.names)
            let expected = Self.reference([content], [base], rows)
            #expect(relief.flag == expected.flag, "\(output.text)")
            #expect(relief.code == expected.code, "\(output.text)")
        }
    }

    /// The reading once more, in the plainest words.
    private static func reference(_ levels: [Place]...) -> Place {
        let all = levels.flatMap(\.self)
        for level in levels {
            let flagged = level.filter { $0.flag != nil }
            let yes = flagged.filter { $0.flag == "1" }
            guard
                let chosen = yes.first(where: { $0.code != nil }) ?? yes.first ?? flagged.first
            else { continue }
            if chosen.code != nil { return chosen }
            let lone = all.first { $0.flag == nil && $0.code != nil }
            return Place(flag: chosen.flag, code: lone?.code)
        }
        return Place(flag: nil, code: all.first { $0.code != nil }?.code)
    }

    private func place(_ dice: inout Dice) -> Place {
        func maybe(_ values: [String]) -> String? {
            Int.random(in: 0...2, using: &dice) == 0 ? values.randomElement(using: &dice) : nil
        }
        return Place(flag: maybe(["0", "1", "1", "2"]), code: maybe(["T01", "T03", "Z99"]))
    }

    private func output(
        _ content: Place, _ base: Place, _ rows: [Place], _ dice: inout Dice
    ) -> JSON {
        var members = written(base, &dice)
        let inner = JSON.object(written(content, &dice))
        members[Self.names.contents.randomElement(using: &dice) ?? ""] =
            Bool.random(using: &dice) ? inner : .string(inner.text)
        members["certno"] = "350102197102020038"
        return [
            "baseinfo": .object(members),
            "insuinfo": .array(rows.map { .object(written($0, &dice)) }),
        ]
    }

    private func written(_ place: Place, _ dice: inout Dice) -> [String: JSON] {
        var members: [String: JSON] = ["insutype": "390"]
        if let flag = place.flag {
            members[Self.names.flags.randomElement(using: &dice) ?? ""] =
                Bool.random(using: &dice) ? .string(flag) : .integer(Int64(flag) ?? 0)
        }
        if let code = place.code {
            members[Self.names.codes.randomElement(using: &dice) ?? ""] = .string(code)
        }
        return members
    }
}
