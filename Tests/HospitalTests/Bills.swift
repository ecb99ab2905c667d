/// Bills as the HIS sends them.
enum Bills {
    static let sheet = #"""
        "settlement":"S1","patient":"P1","visit":"V1","department":{"code":"1001","name":"心内科"},
        "source":"window","point":"W03","cashier":"U07","cashierName":"收费员甲","total":12300,
        "charges":[
        {"code":"01","name":"西药费","unit":"项","price":12000,"quantity":1,"amount":12000,"self":10},
        {"code":"02","name":"检查费","amount":300}],
        "items":[{"code":"X1","name":"阿莫西林","charge":"01","form":"胶囊",
        "specification":"0.25g*24","unit":"盒","price":24000,"quantity":0.5,"amount":12000,
        "self":10,"class":"甲"}],
        "payments":[{"channel":"wechat","amount":4000,"reference":"wx42"},
        {"channel":"insuranceFund","amount":8300}],
        "insurance":{"type":"职工医保","typeCode":"310","institution":"350100","number":"I9",
        "settlement":"setl7","accountPay":0,"fundPay":8300,"selfCash":4000}
        """#

    static func event(_ type: String, _ members: String) -> String {
        #"{"id":"e9","type":"\#(type)","at":"2026-11-22T09:00:00+08:00","campus":"benbu","data":{"#
            + members + "}}"
    }

    static let settled = event("settlement.completed", sheet)
    static let registered = event("registration.paid", #""registration":"G1","# + sheet)
    static let discharged = event(
        "discharge.settled",
        sheet + #"""
            ,"stay":"Y1","inpatientNumber":"Z88","admittedOn":"2026-11-20",
            "dischargedOn":"2026-11-22","days":2,"admittedTo":{"code":"1001","name":"心内科"},
            "dischargedFrom":{"code":"1002"},"bed":"12","deposits":[{"deposit":"D1","amount":50000}]
            """#)
    static let reversed = event(
        "settlement.reversed",
        #"""
        "settlement":"S1","patient":"P1","visit":"V1","reason":"退药","operator":"U07",
        "operatorName":"收费员甲","source":"window","point":"W03","remaining":
        {"settlement":"S2","patient":"P1","total":300,"replaces":"S1",
        "charges":[{"code":"02","amount":300}],"payments":[{"channel":"cash","amount":300}]}
        """#)
    static let unregistered = event(
        "registration.refunded",
        #"""
        "registration":"G1","settlement":"S1","patient":"P1","reason":"不看了","operator":"U07",
        "operatorName":"收费员甲","source":"app","point":"A1"
        """#)
    static let unsettled = event(
        "discharge.settlementCancelled",
        #""settlement":"S1","stay":"Y1","patient":"P1","reason":"费用有误","operator":"U07""#)
    static let deposited = event(
        "deposit.paid",
        #"""
        "deposit":"D1","stay":"Y1","patient":"P1","amount":50000,"balance":50000,
        "department":{"code":"1001","name":"心内科"},
        "payments":[{"channel":"alipay","amount":50000}],"source":"kiosk","point":"K1",
        "cashier":"K1","cashierName":"自助机"
        """#)
    static let refunded = event(
        "deposit.refunded",
        #"""
        "deposit":"D1","refund":"F1","stay":"Y1","patient":"P1","amount":20000,"balance":30000,
        "cancelled":false,"reason":"多交","operator":"U07","operatorName":"收费员甲",
        "source":"window","point":"W03"
        """#)

    static let all = [
        settled, registered, discharged, reversed, unregistered, unsettled, deposited, refunded,
    ]
}
