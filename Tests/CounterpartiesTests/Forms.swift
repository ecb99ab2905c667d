@testable import Counterparties

/// Requests that the platform accepts, to be spoiled one member at a time.
enum Forms {
    static let registration = visit("06", busNo: "REG-1-1")
    static let outpatient = visit("02", busNo: "OUT-1-1")
    static let discharge = core("01", busNo: "DIS-1-1").adding([
        "category": "内科", "categoryCode": "0301", "leaveCategory": "外科",
        "leaveCategoryCode": "0401", "inHospitalDate": "2026-11-01",
        "outHospitalDate": "2026-11-22", "hospitalNo": "H1",
    ])
    static let deposit: JSON = [
        "busType": "07", "busNo": "DEP-1-1", "payer": "单晓明", "busDateTime": "20261122083000123",
        "placeCode": "W01", "payee": "收费员", "author": "收费员", "cardType": "3101",
        "cardNo": "6200000001", "amt": .number("1000.00"), "hospitalNo": "H1", "visitNo": "1",
        "payChannelDetail": [["payChannelCode": "02", "payChannelValue": "1000.00"]],
    ]

    /// A registration or an outpatient bill.
    static func visit(_ kind: String, busNo: String) -> JSON {
        core(kind, busNo: busNo).adding([
            "consultationDate": "20261122", "patientCategory": "内科",
            "patientCategoryCode": "0301", "patientNo": "V1",
        ])
    }

    private static func core(_ kind: String, busNo: String) -> JSON {
        let amounts = [
            "accountPay", "fundPay", "otherfundPay", "ownPay", "selfConceitedAmt", "selfPayAmt",
            "selfCashPay", "cashPay", "cashRecharge", "cashRefund",
        ]
        let form: JSON = [
            "busNo": .string(busNo), "busType": .string(kind), "payer": "单晓明",
            "busDateTime": "20261122083000123", "placeCode": "W01", "payee": "收费员",
            "author": "收费员", "checker": "复核员", "totalAmt": .number("12.50"),
            "payerType": "1", "cardType": "3101", "cardNo": "6200000001",
            "medicalInstitution": "综合医院", "medicalCareType": "自费", "medicalInsuranceID": "-",
            "sex": "女", "age": "36岁", "caseNumber": "C1", "isArrears": "1",
            "payChannelDetail": [["payChannelCode": "02", "payChannelValue": .number("12.5")]],
            "chargeDetail": [
                [
                    "sortNo": 1, "chargeCode": "01", "chargeName": "诊查费", "unit": "次",
                    "std": .number("12.50"), "number": 1, "amt": .number("12.50"),
                    "selfAmt": .number("12.50"), "remark": "",
                ]
            ],
        ]
        return form.adding(.object(amounts.map { JSON.Member(name: $0, value: "0.00") }))
    }

    /// The reversal of a bill.
    static func reversal(_ bill: Teller.Answer, at place: String = "W01") -> JSON {
        .object(bill.bill.map { JSON.Member(name: $0.key, value: $0.value) }).adding([
            "reason": "退号", "operator": "收费员", "busDateTime": "20261122093000123",
            "placeCode": .string(place),
        ])
    }

    /// The refund of so many yuan of a deposit.
    static func refund(_ deposit: Teller.Answer, yuan: String, remark: String = "R1") -> JSON {
        reversal(deposit).adding([
            "busType": "07", "voucherBatchCode": .string(deposit["voucherBatchCode"]),
            "voucherNo": .string(deposit["voucherNo"]), "amt": .string(yuan),
            "ownAcBalance": "0.00", "remark": .string(remark),
        ])
    }

    /// The exchange of a bill to a sheet of paper.
    static func exchange(_ bill: Teller.Answer, to paper: Teller.Answer) -> JSON {
        .object(bill.bill.map { JSON.Member(name: $0.key, value: $0.value) }).adding([
            "pBillBatchCode": .string(paper["pBillBatchCode"]),
            "pBillNo": .string(paper["pBillNo"]), "busDateTime": "20261122090000123",
            "placeCode": "W01", "operator": "收费员",
        ])
    }

    /// Voiding a sheet of paper.
    static func invalid(_ paper: Teller.Answer) -> JSON {
        [
            "pBillBatchCode": .string(paper["pBillBatchCode"]),
            "pBillNo": .string(paper["pBillNo"]), "placeCode": "W01", "author": "收费员",
            "reason": "退费", "busDateTime": "20261122091000123",
        ]
    }
}

extension JSON {
    /// This object with `name` set, or gone where `value` is nil.
    func with(_ name: String, _ value: JSON?) -> JSON {
        let others = (members ?? []).filter { $0.name != name }
        return .object(others + (value.map { [Member(name: name, value: $0)] } ?? []))
    }

    /// This object with `name` set in the first row of its list `list`.
    func with(_ list: String, first name: String, _ value: JSON?) -> JSON {
        let rows = self[list]?.elements ?? []
        return with(list, .array([rows[0].with(name, value)] + rows.dropFirst()))
    }
}
