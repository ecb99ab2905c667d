import Foundation
import Hospital

extension Records {
    /// Admitted patients that `text` may mean: an inpatient number, a stay, a card or document, a
    /// bed, or a name; the surest first, and nothing of the less sure where the surer finds.
    /// - Parameter campus: Only those there; everywhere where nil.
    public static func inpatients(
        matching text: String, campus: String?, limit: Int = 50,
        in transaction: any Transaction
    ) throws -> [Stay] {
        let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !text.isEmpty else { return [] }
        func here(_ stays: [Stay]) -> [Stay] {
            stays.filter { $0.state == .admitted && (campus == nil || $0.campus == campus) }
        }
        let ways: [() throws -> [Stay]] = [
            { try stays(numbered: text, in: transaction) },
            { try stay(id: text, in: transaction).map { [$0] } ?? [] },
            {
                try patient(byKey: text, in: transaction)
                    .map { try stays(of: $0.id, in: transaction) } ?? []
            },
            { try inpatients(inBed: text, in: transaction) },
            {
                try patients(named: text, limit: limit, in: transaction)
                    .flatMap { try stays(of: $0.id, in: transaction) }
            },
        ]
        for way in ways {
            let found = here(try way())
            if !found.isEmpty { return Array(found.prefix(limit)) }
        }
        return []
    }

    /// Who lies in a bed of that number now, in whatever ward.
    private static func inpatients(
        inBed bed: String, in transaction: any Transaction
    ) throws -> [Stay] {
        try transaction.rows(
            """
            SELECT id FROM stay WHERE bed = \(bed) AND state = 'admitted' AND patient IS NOT NULL
            ORDER BY ward, id
            """
        ).compactMap { try stay(id: $0.string("id"), in: transaction) }
    }
}
