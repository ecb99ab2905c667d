/// The platform's services that we call (interface §3), each a part of its address.
enum Service: String, Sendable, CaseIterable {
    // Bills.
    case registration = "invEBillRegistration"
    case outpatient = "invoiceEBillOutpatient"
    case hospitalized = "invEBillHospitalized"
    case reverse = "writeOffEBill"

    // Vouchers of deposits.
    case voucher = "invoicePayMentVoucher"
    case refundVoucher = "writeOffPayMentVoucher"
    case cancelVoucher = "cancelPayMentVoucherBalance"

    // Questions.
    case state = "getEBillStatesByBillInfo"
    case byBusNo = "getEBillByBusNo"
    case detail = "getBillDetail"
    case unprinted = "getEBillUnPrintList"
    case picture = "getEBillPicUrl"

    // Paper.
    case nextPaper = "getPaperBillNo"
    case batchOfPaper = "getValidBillBatchCode"
    case turnPaper
    case reTurnPaper
    case invalidPaper

    // Reconciliation.
    case issuedOfDay = "checkTotalData"
    case reversedOfDay = "checkWriteOffData"
}
