import Foundation
import Hospital
import Storage
import Testing

/// Events about visits, stays, staff and departments, in any order, leave the same records.
struct OrderOfVisitsTests {
    @Test(arguments: EngineMaker.all, 1...3)
    func `visits, stays and staff do not depend on the order of arrival`(
        maker: EngineMaker, seed: UInt64
    ) async throws {
        var dice = SplitMix(seed: seed)
        let entries = try day(&dice)
        let expected = try await records(after: entries, maker)
        #expect(expected.count > 6)
        for _ in 1...4 {
            let shuffled = entries.shuffled(using: &dice)
            #expect(try await records(after: shuffled, maker) == expected)
        }
    }

    private func records(
        after entries: [Records.Entry], _ maker: EngineMaker
    ) async throws -> [String] {
        try await maker.with { engine in
            try await engine.write { transaction in
                for entry in entries { try entry.save(in: transaction) }
            }
            return try await engine.read { transaction in
                let ids = (1...3).map { "\($0)" }
                var lines: [String] = []
                for id in ids {
                    lines += try Records.visit(id: "V" + id, in: transaction).map(spelled) ?? []
                    lines += try Records.stay(id: "Y" + id, in: transaction).map(spelled) ?? []
                    lines +=
                        try Records.staffMember(id: "U" + id, in: transaction).map(spelled) ?? []
                    lines += try Records.department(id: id, in: transaction).map(spelled) ?? []
                }
                return lines
            }
        }
    }

    /// Whole, though a log would redact it.
    private func spelled(_ record: some Encodable) throws -> [String] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return [String(decoding: try encoder.encode(record), as: UTF8.self)]
    }

    /// Sixty events about few things, a minute apart.
    private func day(_ dice: inout SplitMix) throws -> [Records.Entry] {
        try (0..<60).map { minute in
            let at = moment(Double(minute))
            let id = "\(Int.random(in: 1...3, using: &dice))"
            switch Int.random(in: 0..<10, using: &dice) {
            case 0, 1:
                let visit = Visit(
                    id: "V" + id, patient: "P" + id, number: "M\(minute)", campus: "benbu",
                    openedAt: at)
                return Records.entry(visit, at: at)
            case 2: return Records.entry(closing: "V" + id, campus: "benbu", at: at)
            case 3:
                return try Records.entry(
                    StaffMember(id: "U" + id, name: "甲\(minute)"), at: at)
            case 4:
                return try Records.entry(
                    Department(id: id, name: "科\(minute)", isActive: minute % 2 == 0), at: at)
            case 5:
                return try Records.entry(
                    admission(
                        "Y" + id, patient: "P" + id, number: "Z\(minute)", minute: Double(minute)),
                    campus: "benbu")
            default:
                let steps: [StayMovement.Step] = [
                    .transferred(to: .init(ward: Coding(code: "W\(minute % 3)"))),
                    .transferred(to: .init(bed: "\(minute)")), .discharged, .dischargeCancelled,
                    .admissionCancelled,
                ]
                let step = steps[Int.random(in: steps.indices, using: &dice)]
                return try Records.entry(
                    movement("Y" + id, step, Double(minute)), campus: "benbu")
            }
        }
    }
}
