/// One service of the platform: the fields it wants and how it rules (interface §3).
struct PlatformService: Sendable {
    typealias Judge = @Sendable (Case, Books) throws(Refusal) -> Ruling

    let fields: @Sendable (Edition) -> [Field]
    /// What must add up; looked at before the books are.
    let sums: @Sendable (Case) throws(Refusal) -> Void
    let judge: Judge

    init(
        _ fields: @escaping @Sendable (Edition) -> [Field],
        sums: @escaping @Sendable (Case) throws(Refusal) -> Void = { _ in },
        _ judge: @escaping Judge
    ) {
        self.fields = fields
        self.sums = sums
        self.judge = judge
    }

    private init(_ fields: [Field], _ judge: @escaping Judge) {
        self.init({ _ in fields }, judge)
    }

    private static func issue(_ kinds: Set<String>) -> PlatformService {
        PlatformService(
            { IssueFields.of(kinds, $0) }, sums: Issuing.addUp, Issuing.issue)
    }

    /// Every service by the last step of its path.
    static let catalogue: [String: PlatformService] = [
        "invEBillRegistration": issue(["06"]),
        "invoiceEBillOutpatient": issue(["02", "03", "04"]),
        "invEBillHospitalized": issue(["01"]),
        "invoicePayMentVoucher": PlatformService(
            { _ in OtherFields.voucher }, sums: Deposits.addUp, Deposits.issue),
        "writeOffPayMentVoucher": PlatformService(OtherFields.refund, Deposits.refund),
        "cancelPayMentVoucherBalance": PlatformService(OtherFields.reversal, Deposits.cancel),
        "writeOffEBill": PlatformService(OtherFields.reversal, Reversing.reverse),

        "getEBillStatesByBillInfo": PlatformService(OtherFields.state, Queries.state),
        "getEBillByBusNo": PlatformService(OtherFields.byNumber, Queries.byBusNo),
        "getBillDetail": PlatformService(OtherFields.bearer, Queries.detail),
        "getEBillPicUrl": PlatformService(OtherFields.picture, Queries.picture),
        "getEBillUnPrintList": PlatformService(OtherFields.ofCard, Lists.notExchanged),
        "getBillByBusDate": PlatformService(OtherFields.byDate, Lists.byDate),
        "checkTotalData": PlatformService(OtherFields.totals, Lists.issued),
        "checkWriteOffData": PlatformService(OtherFields.totals, Lists.reversed),

        "getValidBillBatchCode": PlatformService(OtherFields.blankBatch, Exchange.batch),
        "getPaperBillNo": PlatformService(OtherFields.blankNumber, Exchange.nextBlank),
        "turnPaper": PlatformService(OtherFields.exchange, Exchange.turn),
        "reTurnPaper": PlatformService(OtherFields.exchange, Exchange.turnAgain),
        "invalidPaper": PlatformService(OtherFields.invalidPaper, Exchange.void),
        "invalidPayMentVoucherPaper": PlatformService(
            OtherFields.invalidPaper, Exchange.voidVoucherPaper),
        "invalidBlankBillNo": PlatformService(OtherFields.invalidBlanks, Exchange.voidBlanks),
        "printPaperBill": PlatformService(OtherFields.printPaper, Exchange.print),
    ]
}
