import Foundation
import Hospital
import Storage

/// What the HIS tells.
extension Dossiers {
    /// An event that contradicts what is known of its settlement.
    struct Contradiction: PlainError, Hashable {
        enum Member: String { case patient, setlID, psnNo }

        let settlement: String
        let member: Member

        var description: String {
            let whose =
                switch member {
                case .patient: "another patient"
                case .setlID: "another number of the fund's settlement (setl_id)"
                case .psnNo: "another insured person (psn_no)"
                }
            return """
                settlement \(settlement) was told before with \(whose), and that stays; find out \
                which is right, correct it in the HIS, then skip this delivery
                """
        }
    }

    /// Keeps a settlement that was paid.
    ///
    /// What an earlier event lacked is filled in; what it told stays.
    static func hear(
        _ settlement: Settlement, _ kind: Dossier.Kind, stay: String? = nil, campus: String,
        at moment: Date, in transaction: any Transaction
    ) throws -> Dossier {
        let insurance = settlement.insurance
        let setlID = insurance?.settlement
        if let known = try find(settlement.id, isLocked: true, in: transaction) {
            if known.patient != settlement.patient {
                throw Contradiction(settlement: settlement.id, member: .patient)
            }
            if let insured = known.insured, let setlID, insured.setlID != setlID {
                throw Contradiction(settlement: settlement.id, member: .setlID)
            }
            if let psnNo = known.insured?.psnNo, let told = insurance?.number, psnNo != told {
                throw Contradiction(settlement: settlement.id, member: .psnNo)
            }
        }
        try transaction.execute(
            """
            INSERT INTO insuranceSettlement (settlement, kind, campus, patient, visit, stay, total,
                at, setlId, psnNo, mdtrtId, area, state, isInDoubt, isWithdrawn, phase, round)
            VALUES (\(settlement.id), \(kind), \(campus), \(settlement.patient),
                \(settlement.visit), \(stay ?? settlement.stay), \(settlement.total.fen),
                \(moment), \(setlID), \(setlID == nil ? nil : insurance?.number),
                \(setlID == nil ? nil : insurance?.visit),
                \(setlID == nil ? nil : insurance?.area), 'notUploaded', 0, 0, 'idle', 1)
            ON CONFLICT (settlement) DO UPDATE SET
                visit = coalesce(insuranceSettlement.visit, excluded.visit),
                stay = coalesce(insuranceSettlement.stay, excluded.stay),
                total = coalesce(insuranceSettlement.total, excluded.total),
                setlId = coalesce(insuranceSettlement.setlId, excluded.setlId),
                psnNo = coalesce(insuranceSettlement.psnNo, excluded.psnNo),
                mdtrtId = coalesce(insuranceSettlement.mdtrtId, excluded.mdtrtId),
                area = coalesce(insuranceSettlement.area, excluded.area)
            """)
        return try kept(settlement.id, in: transaction)
    }

    /// The settlement counts no longer; it is kept as such also where it was never heard of.
    /// - Returns: How it stood before; nil where it was reversed already.
    static func reverse(
        _ settlement: String, _ kind: Dossier.Kind, of patient: String, campus: String,
        at moment: Date, in transaction: any Transaction
    ) throws -> Dossier? {
        try transaction.execute(
            """
            INSERT INTO insuranceSettlement (settlement, kind, campus, patient, at, state,
                isInDoubt, isWithdrawn, phase, round)
            VALUES (\(settlement), \(kind), \(campus), \(patient), \(moment), 'notUploaded', 0, 0,
                'idle', 1)
            ON CONFLICT (settlement) DO NOTHING
            """)
        let before = try kept(settlement, in: transaction)
        if before.patient != patient {
            throw Contradiction(settlement: settlement, member: .patient)
        }
        guard before.phase != .reversed else { return nil }
        try transaction.execute(
            """
            UPDATE insuranceSettlement SET phase = 'reversed', state = 'cancelled',
                reversedAt = \(moment)
            WHERE settlement = \(settlement)
            """)
        return before
    }

    static func kept(_ settlement: String, in transaction: any Transaction) throws -> Dossier {
        guard let dossier = try find(settlement, isLocked: true, in: transaction) else {
            throw Unknown.settlement
        }
        return dossier
    }

    /// A settlement that is not in the database, as after a restore.
    enum Unknown: Error, Hashable {
        case settlement
    }
}
