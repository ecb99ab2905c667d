import Hospital
import Hub
import Lab

extension Declined {
    /// Also for what belongs to another campus.
    static let unknownStay = Declined(
        .unknown, "stay-unknown", title: Words("没有这次住院", "No such stay"),
        detail: Words("没有找到该次住院。", "This stay is not known here."),
        action: Words("请核对住院流水号和院区。", "Check the stay's number and the campus."))

    static let settled = notNow(
        "stay-settled", Words("已出院结算，床日不能再更改。", "The stay is settled; its bed-days stand."),
        Words("确需更正请先取消出院结算。", "To correct them, cancel the settlement first."))

    static let cancelled = notNow(
        "stay-cancelled", Words("该次住院已取消。", "The admission was cancelled."),
        Words("请核对住院流水号。", "Check the stay's number."))

    static func tooLong(_ days: Int, _ lengths: [Int]) -> Declined {
        let words = lengths.map(String.init).joined(separator: "、")
        return notNow(
            "stay-too-long",
            Words(
                "住院第 \(days) 天，只有住院 \(words) 天的患者可以选择收费方式。",
                "Day \(days) of the stay; only stays of \(words) days may choose."),
            Words("按床日收费，无需选择。", "It is charged by bed-days; nothing is to be chosen."))
    }

    static func lacks(_ member: String) -> Declined {
        malformed(Words("缺少 \(member)。", "\(member) is missing."))
    }

    static func noDay(_ member: String) -> Declined {
        malformed(
            Words(
                "\(member) 不是日期，应为 yyyy-MM-dd。", "\(member) is not a day; write yyyy-MM-dd."))
    }

    static func noWord(_ member: String, _ known: [String]) -> Declined {
        let words = known.joined(separator: ", ")
        return malformed(
            Words("\(member) 不认识，应为 \(words)。", "\(member) is not known; write \(words)."))
    }

    static func malformed(_ error: HISEvent.Malformed) -> Declined {
        malformed(Words(error.zh, error.en))
    }

    static func malformed(_ detail: Words) -> Declined {
        Declined(
            .malformed, "malformed", title: Words("请求有误", "The request is wrong"),
            detail: detail, action: Words("请更正后重试。", "Mend it and try again."))
    }

    static func conflict(_ name: String, _ detail: Words, _ action: Words) -> Declined {
        Declined(
            .conflict, name, title: Words("与已有内容冲突", "It contradicts what is there"),
            detail: detail, action: action)
    }

    static func notNow(_ name: String, _ detail: Words, _ action: Words) -> Declined {
        Declined(
            .conflict, name, title: Words("现在不能办理", "Not possible now"), detail: detail,
            action: action)
    }
}
