import Foundation
import Hospital
import Storage

/// The settlements, in table `insuranceSettlement`.
enum Dossiers {
    /// - Parameter isLocked: Whether nobody else may change it until this transaction ends.
    static func find(
        _ settlement: String, isLocked: Bool = false, in transaction: any Transaction
    ) throws -> Dossier? {
        let found =
            isLocked
            ? try transaction.row(
                "SELECT * FROM insuranceSettlement WHERE settlement = \(settlement) {lock}")
            : try transaction.row(
                "SELECT * FROM insuranceSettlement WHERE settlement = \(settlement)")
        return try found.map(Dossier.init)
    }

    /// What is looked for; what is nil does not matter.
    struct Search: Sendable {
        var settlement: String?
        var setlID: String?
        var patient: String?
        var visit: String?
        var stay: String?
        var campus: String?
        var limit = 200
    }

    /// Insured ones, latest first.
    static func search(_ search: Search, in transaction: any Transaction) throws -> [Dossier] {
        try transaction.rows(
            """
            SELECT * FROM insuranceSettlement
            WHERE setlId IS NOT NULL
                AND (settlement = \(search.settlement) OR \(search.settlement == nil) = 1)
                AND (setlId = \(search.setlID) OR \(search.setlID == nil) = 1)
                AND (patient = \(search.patient) OR \(search.patient == nil) = 1)
                AND (visit = \(search.visit) OR \(search.visit == nil) = 1)
                AND (stay = \(search.stay) OR \(search.stay == nil) = 1)
                AND (campus = \(search.campus) OR \(search.campus == nil) = 1)
            ORDER BY at DESC, settlement LIMIT \(search.limit)
            """
        ).map(Dossier.init)
    }

    /// Told to go on before `moment`, and then nothing more.
    static func unanswered(
        since moment: Date, in transaction: any Transaction
    ) throws -> [Dossier] {
        try transaction.rows(
            """
            SELECT * FROM insuranceSettlement WHERE phase = 'go' AND goAt < \(moment)
            ORDER BY goAt, settlement LIMIT 500
            """
        ).map(Dossier.init)
    }
}

extension Dossier {
    init(_ row: Row) throws {
        settlement = try row.string("settlement")
        kind = try row.named("kind")
        campus = try row.string("campus")
        patient = try row.string("patient")
        visit = try row.optionalString("visit")
        stay = try row.optionalString("stay")
        total = try row.optionalInt("total").map { Money(fen: $0) }
        at = try row.date("at")
        insured = try Insured(row)
        state = try row.named("state")
        isInDoubt = try row.bool("isInDoubt")
        isWithdrawn = try row.bool("isWithdrawn")
        lastChange = try Change(row)
        phase = try row.named("phase")
        round = try row.int("round")
        goAt = try row.optionalDate("goAt")
        reversedAt = try row.optionalDate("reversedAt")
        lookedAt = try row.optionalDate("lookedAt")
        cancellation = try row.optionalString("cancellation").flatMap(Cancellation.init)
        cancelMsgid = try row.optionalString("cancelMsgid")
        cancelSetlID = try row.optionalString("cancelSetlId")
        error = try row.optionalString("error")
    }
}

extension Dossier.Insured {
    fileprivate init?(_ row: Row) throws {
        guard let setlID = try row.optionalString("setlId") else { return nil }
        self.init(
            setlID: setlID, psnNo: try row.optionalString("psnNo"),
            mdtrtID: try row.optionalString("mdtrtId"), area: try row.optionalString("area"))
    }
}

extension Dossier.Change {
    fileprivate init?(_ row: Row) throws {
        guard let to = try row.optionalInt("changedTo"),
            let at = try row.optionalDate("changedAt")
        else { return nil }
        self.init(isToSubmitted: to == 1, at: at)
    }
}
