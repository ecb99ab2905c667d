import Hub
import Lab

extension Declined {
    /// Also for what belongs to another campus.
    static let unknownSettlement = Declined(
        .unknown, "settlement-unknown", title: Words("没有这笔结算", "No such settlement"),
        detail: Words("没有找到这笔医保结算。", "This settlement is not known here."),
        action: Words("请核对结算号。", "Check the settlement's number."))

    static func lacks(_ member: String) -> Declined {
        Declined(
            .malformed, "malformed", title: Words("请求不完整", "The request is incomplete"),
            detail: Words("缺少 \(member)。", "\(member) is missing."),
            action: Words("请补全后重试。", "Complete it and try again."))
    }

    static func otherKind(_ kind: Dossier.Kind) -> Declined {
        Declined(
            .malformed, "other-kind", title: Words("结算类别不符", "Another kind of settlement"),
            detail: Words("此结算为\(kind.words.zh)结算。", "It is of kind \(kind.rawValue)."),
            action: Words("请核对 kind 与结算号。", "Check kind and number."))
    }

    static func notNow(_ name: String, _ detail: Words, _ action: Words) -> Declined {
        Declined(
            .conflict, name, title: Words("现在不能办理", "Not possible now"), detail: detail,
            action: action)
    }

    static let notInsured = notNow(
        "not-insured", Words("此结算没有医保部分，无清单。", "No insurance bears any of it; it has no list."),
        Words("无需办理。", "Nothing is to be done."))

    static func incomplete(_ what: String) -> Declined {
        notNow(
            "insurance-incomplete",
            Words("结算事件缺少医保信息：\(what)。", "The settlement's event lacks: \(what)."),
            Words("请由 HIS 补发结算事件。", "Have the HIS send the event again, complete."))
    }

    static let alreadyReversed = notNow(
        "already-reversed", Words("此结算已冲销，清单不能恢复提交。", "It is reversed; its list stays back."),
        Words("如需结算请重新办理。", "Settle it anew if need be."))

    static let insurerCancelled = notNow(
        "insurer-cancelled",
        Words(
            "医保侧结算已撤销或结果未知，不能恢复。",
            "The insurance's settlement is cancelled, or nobody knows yet; it cannot be restored."),
        Words("请在 HIS 完成冲销，或联系医保办。", "Finish the reversal in the HIS, or ask the office."))

    static let notWithdrawn = notNow(
        "not-withdrawn", Words("清单不是由本系统撤回的。", "The list was not taken back by us."),
        Words("请先查询清单状态。", "Ask for its state first."))

    static let unreachable = Declined(
        .unreachable, "insurer-unreachable",
        title: Words("医保平台无应答", "The insurance platform does not answer"),
        detail: Words("现在无法查询清单状态。", "The list's state cannot be asked now."),
        action: Words("请稍后再试。", "Try again later."))

    static func refused(_ reason: String) -> Declined {
        Declined(
            .unreachable, "insurer-refused", title: Words("医保平台拒绝", "The platform says no"),
            detail: Words("平台答复：\(reason)", "It says: \(reason)"),
            action: Words("请按答复处理后再试。", "Settle that, then try again."))
    }
}
