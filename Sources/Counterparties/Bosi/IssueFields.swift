/// The fields of the three issue services (interface §4).
enum IssueFields {
    private static let money = Field.Format.amount(14, 2)

    /// The fields of a bill of `kinds`, as `edition` wants them.
    static func of(_ kinds: Set<String>, _ edition: Edition) -> [Field] {
        let isStay = kinds == ["01"]
        return core(kinds, edition) + payer(edition) + insurance(edition)
            + (isStay ? stay(edition) : visit(edition)) + person
            + money(names: amounts, required: true)
            + money(names: ["ownAcBalance", "reimbursementAmt"], required: false)
            + lists
    }

    private static func core(_ kinds: Set<String>, _ edition: Edition) -> [Field] {
        [
            .must("busNo", .text(50)), .must("busType", .oneOf(kinds)),
            .must("payer", .text(100)), .must("busDateTime", .moment),
            .must("placeCode", .text(50)), .must("payee", .text(100)),
            .must("author", .text(100)), .must("checker", .text(100)), .must("totalAmt", money),
            .may("remark", .text(200)), .may("alipayCode", .text(60)),
            .may("weChatOrderNo", .text(60)), .may("weChatMedTransNo", .text(60)),
            .may("openID", .text(60)),
        ]
    }

    private static func payer(_ edition: Edition) -> [Field] {
        let knowsUnits = edition == .latest || edition == .v31
        return [
            .may("tel", .text(11)), .may("email", .text(100)),
            .member("payerType", .oneOf(["1", "2"]), required: knowsUnits),
            .may("idCardNo", .text(30)), .must("cardType", .text(10)), .must("cardNo", .text(50)),
        ]
    }

    private static func insurance(_ edition: Edition) -> [Field] {
        let isFull = edition != .nhis
        return [
            .member("medicalInstitution", .text(30), required: isFull),
            .may("medCareInstitution", .text(60)), .may("medCareTypeCode", .text(30)),
            .member("medicalCareType", .text(60), required: isFull),
            .member("medicalInsuranceID", .text(30), required: isFull),
            .may("balancedNumber", .text(100)), .may("eBillRelateNo", .text(32)),
        ]
    }

    private static func visit(_ edition: Edition) -> [Field] {
        let isFull = edition != .nhis
        return [
            .must("consultationDate", edition == .latest ? .compactDate : .dashedDate),
            .member("patientCategory", .text(60), required: isFull),
            .must("patientCategoryCode", .text(60)),
            .member("patientNo", .text(30), required: isFull),
        ]
    }

    private static func stay(_ edition: Edition) -> [Field] {
        let isFull = edition != .nhis
        return [
            .member("category", .text(60), required: isFull), .must("categoryCode", .text(60)),
            .must("leaveCategory", .text(60)), .must("leaveCategoryCode", .text(60)),
            .must("inHospitalDate", .dashedDate), .must("outHospitalDate", .dashedDate),
            .must("hospitalNo", .text(30)), .member("visitNo", .text(30), required: !isFull),
            .may("consultationDate", edition == .latest ? .compactDate : .dashedDate),
            .may("patientNo", .text(30)), .may("hospitalDays", .anything(10)),
            .may("payMentVoucher", .rows(voucher)),
        ]
    }

    private static let person: [Field] = [
        .may("patientId", .text(50)), .must("sex", .text(4)), .must("age", .text(10)),
        .must("caseNumber", .text(50)), .may("hospitalArea", .text(60)),
        .may("bedNo", .text(30)), .may("specialDiseasesName", .text(200)),
        .may("ICD", .text(200)),
        .must("isArrears", .oneOf(["0", "1"])), .may("arrearsReason", .text(200)),
    ]

    private static let amounts = [
        "accountPay", "fundPay", "otherfundPay", "ownPay", "selfConceitedAmt", "selfPayAmt",
        "selfCashPay", "cashPay", "cashRecharge", "cashRefund",
    ]

    private static func money(names: [String], required: Bool) -> [Field] {
        names.map { .member($0, money, required: required) }
    }

    private static let voucher: [Field] = [
        .must("voucherBatchCode", .text(50)), .must("voucherNo", .text(20)),
        .must("voucherAmt", money),
    ]

    static let channels = Field.must(
        "payChannelDetail",
        .rows([.must("payChannelCode", .text(20)), .must("payChannelValue", money)]))

    private static let other: [Field] = [
        .must("infoNo", .anything(20)), .must("infoName", .text(100)),
        .must("infoValue", .text(200)),
    ]

    private static let lists: [Field] = [
        .may("otherInfo", .rows(other)),
        .may("otherMedicalList", .rows(other + [.may("infoOther", .text(200))])),
        channels,
        .must(
            "chargeDetail",
            .rows([
                .must("sortNo", .count), .must("chargeCode", .text(50)),
                .must("chargeName", .text(100)), .may("unit", .text(20)), .must("std", money),
                .must("number", money), .must("amt", money), .must("selfAmt", money),
                .may("remark", .text(200)),
            ])),
        .may("listDetail", .rows(items)),
    ]

    private static let items: [Field] = [
        .may("listDetailNo", .text(60)), .must("chargeCode", .text(50)),
        .must("chargeName", .text(100)), .may("prescribeCode", .text(60)),
        .may("listTypeCode", .text(60)), .may("listTypeName", .text(60)),
        .must("code", .text(30)), .must("name", .text(100)), .may("form", .text(60)),
        .may("specification", .text(100)), .may("unit", .text(20)),
        .must("std", .amount(14, 4)), .must("number", money), .must("amt", .amount(14, 4)),
        .must("selfAmt", .amount(14, 4)), .may("receivableAmt", .amount(14, 4)),
        .may("medicalCareType", .oneOf(["1", "2", "3"])), .may("medCareItemType", .text(60)),
        .may("medCareItemCode", .text(60)), .may("medCareItemName", .text(100)),
        .may("medReimburseRate", .anything(10)), .may("remark", .text(200)),
        .may("sortNo", .count), .may("chrgtype", .text(60)),
    ]
}
