import Foundation
import Hospital

/// The request for a deposit's voucher (interface §5).
extension BillDraft {
    func voucher(_ deposit: Deposit) throws(Fault) -> [String: JSON] {
        let department = deposit.department ?? stay?.place.department
        let number = stay?.number ?? deposit.stay
        let channels = try payChannelRows()
        guard channels.map(\.amount).sum == deposit.amount else {
            throw Fault(
                description: "the payments do not add up to the deposit; correct it in the HIS")
        }
        let head = try head().filter { name, _ in
            // What only bills have.
            ![
                "payerType", "checker", "openID", "alipayCode", "weChatOrderNo",
                "weChatMedTransNo",
            ].contains(name)
        }
        return head.merging([
            "drawee": .words(patient.name, atMost: 100),
            "amt": .yuan(deposit.amount),
            "ownAcBalance": .yuan(deposit.balance ?? deposit.amount),
            "category": .words(department?.name ?? department?.code, atMost: 60),
            "categoryCode": .words(department?.code, atMost: 60),
            "inHospitalDate": .string(time.day(stay?.admittedAt ?? sheet.at)),
            "hospitalNo": required(number, atMost: 30),
            "visitNo": required(deposit.stay, atMost: 30),
            "patientNo": .words(number, atMost: 30),
            "caseNumber": .words(number, atMost: 50),
            "payChannelDetail": .array(channels.map(\.json)),
            "accountName": "", "accountNo": "", "accountBank": "", "workUnit": "",
        ]) { _, own in own }
    }
}
