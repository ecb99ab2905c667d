import Foundation
import Lab

extension Problem {
    static let unauthorized = Problem(
        "unauthorized", 401, Words("没有登录", "Not signed in"),
        Words("这个请求没有有效的密钥。", "This request carries no valid token."),
        Words(
            "请管理员用 labqueue token new 发一个密钥，再登录。",
            "Ask the administrator for a token (labqueue token new) and sign in."))

    static func forbidden(_ who: String) -> Problem {
        Problem(
            "forbidden", 403, Words("没有权限", "Not allowed"),
            Words("当前身份（\(who)）不能做这件事。", "The present role (\(who)) may not do this."),
            Words("请换用有权限的密钥。", "Use a token whose role and place allow it."))
    }

    static func badRequest(_ zh: String, _ en: String) -> Problem {
        Problem(
            "bad-request", 400, Words("请求有误", "Bad request"), Words(zh, en),
            Words("请改正后重试；没有改变任何数据。", "Correct it and try again; nothing was changed."))
    }

    static let notFound = Problem(
        "not-found", 404, Words("没有这个地址", "Not found"),
        Words("这里没有这样的地址。", "There is nothing at this address."),
        Words("请查看 /openapi.json。", "See /openapi.json."))

    static func unknown(_ code: String, _ zh: String, _ en: String) -> Problem {
        Problem(
            "unknown-\(code)", 404, Words("找不到\(zh)", "Unknown \(en)"),
            Words("没有这个\(zh)。", "There is no such \(en)."),
            Words("请核对编号，或看设置文件。", "Check its id, or the settings file."))
    }

    static func tooLarge(_ limit: Int) -> Problem {
        Problem(
            "too-large", 413, Words("内容太大", "Too large"),
            Words("请求超过了 \(limit) 字节。", "The request is larger than \(limit) bytes."),
            Words("请分成几次发送。", "Send it in parts."))
    }

    static let headersTooLarge = Problem(
        "headers-too-large", 431, Words("请求头太大", "Headers too large"),
        Words("请求头超过了 16 KB。", "The request's header fields are larger than 16 KB."),
        Words("请去掉多余的请求头。", "Leave out what is not needed."))

    static let tooMany = Problem(
        "too-many-requests", 429, Words("请求太多", "Too many requests"),
        Words("来自这个地址的请求太频繁。", "Too many requests from this address."),
        Words("请稍后再试。", "Try again shortly."))

    static let internalTrouble = Problem(
        "internal", 500, Words("系统出错", "Internal error"),
        Words("系统没能完成这个请求。", "The request could not be completed."),
        Words("请重试；若仍不行，请联系信息科。", "Try again; if it persists, call the IT department."))

    static let storageTrouble = Problem(
        "storage", 503, Words("暂时存不下", "Storage unavailable"),
        Words("数据没能写入磁盘，没有改变任何内容。", "Nothing could be written to disk; nothing was changed."),
        Words("请信息科检查磁盘空间，然后重试。", "Have the IT department check the disk, then try again."))
}

extension Problem {
    static let unknownCard = Problem(
        "unknown-card", 404, Words("没有找到这张卡", "Card not known"),
        Words("这张卡没有登记，或读得不完整。", "This card is not registered, or was not read whole."),
        Words("请再刷一次；仍不行请到分诊台登记。", "Please swipe once more, or go to the triage desk."))

    static let noOrders = Problem(
        "no-orders", 404, Words("没有可采血的医嘱", "No blood tests ordered"),
        Words("没有找到您待采血的检验医嘱。", "There is no open laboratory order for you."),
        Words(
            "请先找医生开检验单；如已开单，请到分诊台询问。",
            "Please see your doctor for an order, or ask at the triage desk."))

    static let unpaidOrders = Problem(
        "unpaid-orders", 402, Words("检验单还没有缴费", "Order not paid yet"),
        Words("您有检验单，但还没有缴费。", "You have an order that is not paid yet."),
        Words("请先到收费处或自助机缴费，再来刷卡取号。", "Please pay at the cashier or a machine, then swipe again."))

    init(_ turned: Reception.Turned) {
        self =
            switch turned {
            case .unknownCard: .unknownCard
            case .noOrders: .noOrders
            case .unpaidOrders: .unpaidOrders
            }
    }

    init(_ refusal: Refusal) {
        let status =
            switch refusal {
            case .unknownTicket, .unknownWindow, .unknownQueue: 404
            default: 409
            }
        var extra: [String: String] = [:]
        switch refusal {
        case .alreadyQueued(let id): extra["ticket"] = id.rawValue
        case .windowBusy(_, let label), .calledElsewhere(let label, _),
            .notWaiting(let label, _), .pinnedElsewhere(let label, _),
            .noMoreCalls(let label, _), .tooLate(let label, _):
            extra["label"] = label
        default: break
        }
        self.init(
            refusal.code, status, refusal.words, refusal.words, refusal.remedy, extra: extra)
    }
}
