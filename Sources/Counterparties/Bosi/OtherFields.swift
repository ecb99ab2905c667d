/// The fields of all services but the issue ones (interface §5).
enum OtherFields {
    private static let money = Field.Format.amount(14, 2)
    private static let bill: [Field] = [
        .must("billBatchCode", .text(50)), .must("billNo", .text(20)),
    ]
    private static let paper: [Field] = [
        .must("pBillBatchCode", .text(50)), .must("pBillNo", .text(20)),
    ]
    private static let place: [Field] = [
        .must("busDateTime", .moment), .must("placeCode", .text(50)),
    ]
    private static let pages: [Field] = [.must("pageNo", .count), .must("pageSize", .count)]
    private static let reason: [Field] = [.must("reason", .text(200))]

    static let voucher: [Field] =
        [
            .must("busType", .oneOf(["07"])), .must("busNo", .text(50)),
            .must("payer", .text(100)), .must("busDateTime", .moment),
            .must("placeCode", .text(50)), .must("payee", .text(100)), .may("drawee", .text(100)),
            .must("author", .text(100)), .may("tel", .text(11)), .may("email", .text(100)),
            .may("idCardNo", .text(30)), .must("cardType", .text(10)), .must("cardNo", .text(50)),
            .must("amt", money), .may("ownAcBalance", money), .may("category", .text(60)),
            .may("categoryCode", .text(60)), .may("inHospitalDate", .dashedDate),
            .must("hospitalNo", .text(30)), .must("visitNo", .text(30)),
            .may("patientId", .text(50)), .may("patientNo", .text(30)),
            .may("caseNumber", .text(50)), IssueFields.channels, .may("accountName", .text(100)),
            .may("accountNo", .text(60)), .may("accountBank", .text(100)),
            .may("remark", .text(200)), .may("workUnit", .text(100)),
        ]

    static let refund: [Field] =
        [.must("busType", .oneOf(["07"]))] + bill + reason + [.must("operator", .text(60))] + place
        + [
            .must("voucherBatchCode", .text(50)), .must("voucherNo", .text(20)),
            .must("amt", money), .must("ownAcBalance", money), .may("remark", .text(200)),
        ]

    /// `writeOffEBill` and `cancelPayMentVoucherBalance`.
    static let reversal: [Field] = bill + reason + [.must("operator", .text(60))] + place

    static let state = bill
    static let bearer: [Field] = bill + [.must("random", .text(20))]
    static let picture: [Field] = bearer + [.must("channelMode", .oneOf(["02"]))]
    static let byNumber: [Field] = [.must("busNo", .text(50)), .must("busDateTime", .moment)]

    static let ofCard: [Field] =
        [
            .must("busBgnDate", .moment), .must("busEndDate", .moment), .may("busType", .text(20)),
            .must("cardType", .text(10)), .must("cardNo", .text(50)), .may("patientId", .text(50)),
        ] + pages

    static let byDate: [Field] =
        [
            .must("busBgnDate", .moment), .must("busEndDate", .moment), .may("busType", .text(20)),
            .may("placeCode", .text(50)),
        ] + pages

    static let totals: [Field] =
        [
            .must("placeCode", .text(50)), .must("busType", .text(20)),
            .must("busDate", .anyDate),
        ] + pages

    static let blankBatch: [Field] = [.must("placeCode", .text(50))]
    static let blankNumber: [Field] = [
        .must("placeCode", .text(50)), .must("pBillBatchCode", .text(50)),
    ]
    static let exchange: [Field] = bill + paper + place + [.must("operator", .text(60))]
    static let invalidPaper: [Field] = paper + place + reason + [.must("author", .text(60))]
    static let invalidBlanks: [Field] =
        [
            .must("pBillBatchCode", .text(50)), .must("pBillNoStart", .text(20)),
            .must("pBillNoEnd", .text(20)), .must("author", .text(60)),
        ] + place + reason
    static let printPaper: [Field] = paper + place
}
