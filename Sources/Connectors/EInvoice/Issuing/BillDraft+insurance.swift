import Foundation
import Hospital

/// What the insurance bore and what the patient did, by the platform's names, which do not say
/// plainly what they mean: all [assumed], all here.
extension BillDraft {
    func insurance(_ settlement: Settlement) -> [String: JSON] {
        let insurance = settlement.insurance
        let cash = settlement.payments.filter { $0.channel == .cash }.map(\.amount).sum
        let used = settlement.payments.filter { $0.channel == .deposit }.map(\.amount).sum
        // Who has no insurance pays all of it.
        let isSelfPaying = insurance == nil
        return [
            "medicalInstitution": required(account.institution, atMost: 30),
            "medCareInstitution": .words(insurance?.institution, atMost: 60),
            "medCareTypeCode": .words(insurance?.typeCode, atMost: 30),
            "medicalCareType": .words(insurance?.type ?? codes.selfPaying, atMost: 60),
            "medicalInsuranceID": required(insurance?.number, atMost: 30),
            "balancedNumber": .words(insurance?.settlement, atMost: 100),
            "accountPay": .yuan(insurance?.accountPay),
            "fundPay": .yuan(insurance?.fundPay),
            "otherfundPay": .yuan(insurance?.otherFundPay),
            "ownPay": .yuan(isSelfPaying ? sheet.total : insurance?.ownPay),
            "selfConceitedAmt": .yuan(insurance?.selfConceited),
            "selfPayAmt": .yuan(insurance?.selfPay),
            "selfCashPay": .yuan(isSelfPaying ? sheet.total : insurance?.selfCash),
            // Of an inpatient: what was paid before, and what was added at the end.
            "cashPay": .yuan(sheet.kind == .discharge ? used : cash),
            "cashRecharge": .yuan(sheet.kind == .discharge ? cash : .zero),
            "cashRefund": .yuan(.zero),
            "ownAcBalance": .yuan(.zero),
            "reimbursementAmt": .yuan(insurance?.fundPay),
        ]
    }
}
