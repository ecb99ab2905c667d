import Foundation
import Hospital
import Lab

extension Records {
    /// Keeps a verified report; its order counts as reported from then on, and may arrive later.
    ///
    /// A corrected report has the same number and a later `verifiedAt`.
    public static func save(_ report: LabReport, in transaction: any Transaction) throws {
        try entry(report).save(in: transaction)
    }

    /// What is to be kept of a verified report.
    public static func entry(_ report: LabReport) throws -> Entry {
        let items = try JSONText.encode(report.items)
        return Entry([
            """
            INSERT INTO report (id, labOrder, patient, verifiedAt, verifiedBy, receivedAt, items)
            VALUES (\(report.id), \(report.order), \(report.patient), \(report.verifiedAt),
                \(report.verifiedBy), \(report.receivedAt), \(items))
            ON CONFLICT (id) DO UPDATE SET labOrder = excluded.labOrder,
                patient = excluded.patient, verifiedAt = excluded.verifiedAt,
                verifiedBy = excluded.verifiedBy,
                receivedAt = excluded.receivedAt, items = excluded.items
            WHERE excluded.verifiedAt >= report.verifiedAt
            """
        ])
    }

    /// Reports that came at or after `moment`, newest first.
    public static func reports(
        since moment: Date, limit: Int = 200, in transaction: any Transaction
    ) throws -> [LabReport] {
        try transaction.rows(
            """
            SELECT id, labOrder, patient, verifiedAt, verifiedBy, receivedAt, items
            FROM report WHERE receivedAt >= \(moment) ORDER BY receivedAt DESC, id LIMIT \(limit)
            """
        ).map { row in
            LabReport(
                id: try row.string("id"), order: try row.optionalString("labOrder"),
                patient: try row.string("patient"),
                verifiedBy: try row.optionalString("verifiedBy"),
                verifiedAt: try row.date("verifiedAt"),
                items: try row.json("items", as: [LabReport.Item].self),
                receivedAt: try row.date("receivedAt"))
        }
    }
}
