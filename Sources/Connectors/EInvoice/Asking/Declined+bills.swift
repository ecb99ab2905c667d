import Hub
import Lab

extension Declined {
    /// Also for what belongs to somebody else.
    static let unknownBill = Declined(
        .unknown, "bill-unknown", title: Words("没有这张票据", "No such bill"),
        detail: Words("没有找到该患者的这张票据。", "This patient has no such bill."),
        action: Words("请核对票据或结算号。", "Check the number of the bill or settlement."))

    static func lacks(_ member: String) -> Declined {
        Declined(
            .malformed, "malformed", title: Words("请求不完整", "The request is incomplete"),
            detail: Words("缺少 \(member)。", "\(member) is missing."),
            action: Words("请补全后重试。", "Complete it and try again."))
    }

    static func notNow(_ name: String, _ detail: Words, _ action: Words) -> Declined {
        Declined(
            .conflict, name, title: Words("现在不能办理", "Not possible now"), detail: detail,
            action: action)
    }

    static let nothingToIssue = notNow(
        "nothing-to-issue", Words("此项费用为零，不开具票据。", "It cost nothing; no bill is issued."),
        Words("无需办理。", "Nothing is to be done."))

    static let reversed = notNow(
        "settlement-reversed", Words("此项费用已退，不能开具票据。", "It was refunded; no bill is issued."),
        Words("如有疑问请到收费窗口。", "Ask at the cashier's."))

    static let beingVoided = notNow(
        "bill-voiding", Words("票据正在作废。", "The bill is being made void."),
        Words("请稍后再试。", "Try again in a moment."))

    static let billVoid = notNow(
        "bill-void", Words("票据已作废，不能打印。", "The bill is void and is not printed."),
        Words("如需票据请到收费窗口。", "Ask at the cashier's for a bill."))

    static let notIssued = notNow(
        "bill-not-issued", Words("票据尚未开具。", "The bill is not issued yet."),
        Words("请先开具，稍后再试。", "Have it issued, then try again."))

    static func printedEnough(_ limit: Int) -> Declined {
        notNow(
            "printed-enough",
            Words("此票据今天已打印 \(limit) 次。", "This bill was printed \(limit) times today."),
            Words("需要更多请到收费窗口。", "Ask at the cashier's for more."))
    }

    static let unreachable = Declined(
        .unreachable, "platform-unreachable",
        title: Words("票据平台无应答", "The e-invoice platform does not answer"),
        detail: Words("现在无法核对票据。", "The bill cannot be checked now."),
        action: Words("请稍后再试，或到收费窗口。", "Try again later, or ask at the cashier's."))

    static let noPicture = Declined(
        .unreachable, "picture-missing", title: Words("没有票据图片", "There is no picture"),
        detail: Words("平台没有给出可打印的票据文件。", "The platform gave no printable file."),
        action: Words("请稍后再试，或到收费窗口。", "Try again later, or ask at the cashier's."))
}
