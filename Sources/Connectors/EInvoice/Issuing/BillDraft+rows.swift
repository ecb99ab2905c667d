import Foundation
import Hospital

/// What was charged, by category and one by one.
extension BillDraft {
    /// One row for each category that has an amount.
    func chargeRows(_ settlement: Settlement) -> [JSON] {
        settlement.charges.filter { $0.amount != .zero }.enumerated().map { index, charge in
            [
                "sortNo": .integer(Int64(index + 1)),
                "chargeCode": .words(charge.code, atMost: 50),
                "chargeName": .words(charge.name, atMost: 100),
                "unit": .words(charge.unit ?? "项", atMost: 20),
                "std": .yuan(charge.price ?? charge.amount),
                "number": .number(charge.quantity ?? 1),
                "amt": .yuan(charge.amount),
                "selfAmt": .yuan(charge.selfPaid),
                "remark": "",
            ]
        }
    }

    /// One row for each thing on the bill; a gap that rounding explains is a row of its own.
    func listRows(_ settlement: Settlement) -> [JSON] {
        let items = settlement.items.filter { $0.amount != .zero }
        guard !items.isEmpty else { return [] }
        let names = Dictionary(
            settlement.charges.map { ($0.code, $0.name) }, uniquingKeysWith: { first, _ in first })
        var rows = items.enumerated().map { index, item in
            listRow(item, charge: item.charge.flatMap { names[$0] }, at: index + 1)
        }
        let gap = sheet.total - items.map(\.amount).sum
        if gap != .zero, gap.fen.magnitude <= UInt(codes.roundingAtMost) {
            rows.append(roundingRow(gap, settlement.charges.first, at: rows.count + 1))
        }
        return rows
    }

    private func listRow(_ item: Settlement.Item, charge: String?, at place: Int) -> JSON {
        let classes = ["甲": "1", "乙": "2", "丙": "3"]
        return [
            "listDetailNo": .string("\(busNo)-\(place)"),
            "chargeCode": required(item.charge, atMost: 50),
            "chargeName": required(charge, atMost: 100),
            "prescribeCode": "", "listTypeCode": "", "listTypeName": "",
            "code": .words(item.code, atMost: 30),
            "name": .words(item.name, atMost: 100),
            "form": .words(item.form, atMost: 50),
            "specification": .words(item.specification, atMost: 50),
            "unit": .words(item.unit, atMost: 20),
            "std": .yuan(item.price ?? item.amount),
            "number": .number(item.quantity ?? 1),
            "amt": .yuan(item.amount),
            "selfAmt": .yuan(item.selfPaid),
            "receivableAmt": .yuan(item.amount),
            "medicalCareType": .string(item.insuranceClass.flatMap { classes[$0] } ?? ""),
            "medCareItemType": "", "medCareItemCode": "", "medCareItemName": "",
            "medReimburseRate": .integer(0),
            "remark": "",
            "sortNo": .integer(Int64(place)),
            "chrgtype": "",
        ]
    }

    private func roundingRow(_ gap: Money, _ charge: Settlement.Charge?, at place: Int) -> JSON {
        [
            "listDetailNo": .string("\(busNo)-\(place)"),
            "chargeCode": required(charge?.code, atMost: 50),
            "chargeName": required(charge?.name, atMost: 100),
            "prescribeCode": "", "listTypeCode": "", "listTypeName": "",
            "code": .string(codes.rounding), "name": "货币误差",
            "form": "", "specification": "", "unit": "项",
            "std": .yuan(gap), "number": .integer(1), "amt": .yuan(gap), "selfAmt": .yuan(.zero),
            "receivableAmt": .yuan(gap), "medicalCareType": "",
            "medCareItemType": "", "medCareItemCode": "", "medCareItemName": "",
            "medReimburseRate": .integer(0), "remark": "", "sortNo": .integer(Int64(place)),
            "chrgtype": "",
        ]
    }

    /// Σ of charges and Σ of payments are the total, with no empty row (§11.6).
    func check(charges: [JSON], channels: [PayChannel]) throws(Fault) {
        let charged = charges.compactMap { $0.yuan("amt") }
        guard !charges.isEmpty, charged.count == charges.count else {
            throw Fault(description: "the settlement has no charges; correct it in the HIS")
        }
        guard charged.sum == sheet.total else {
            throw Fault(
                description: "the charges add up to \(charged.sum) yuan, not to the total; "
                    + "correct the settlement in the HIS")
        }
        guard channels.map(\.amount).sum == sheet.total else {
            throw Fault(
                description: "the payments do not add up to the total; correct the settlement "
                    + "in the HIS")
        }
    }
}

extension JSON {
    /// A quantity with two digits after the point, as the platform takes them.
    static func number(_ quantity: Decimal) -> JSON {
        var exact = quantity
        var rounded = Decimal()
        NSDecimalRound(&rounded, &exact, 2, .plain)
        return .decimal(rounded == 0 ? quantity : rounded)
    }
}
