import Hub
import Lab

extension Declined {
    static func lacks(_ member: String) -> Declined {
        let name = name(of: member)
        return Declined(
            .malformed, "malformed", title: Words("请求不完整", "The request is incomplete"),
            detail: Words("缺少\(name.zh)。", "\(name.en) is missing."),
            action: Words("请补全后重试。", "Complete it and try again."))
    }

    /// - Parameter zh: What is wrong with it, without the value.
    static func wrong(_ member: String, _ zh: String, _ en: String) -> Declined {
        let name = name(of: member)
        return Declined(
            .malformed, "malformed", title: Words("请求有误", "The request is wrong"),
            detail: Words("\(name.zh)\(zh)。", "\(name.en) \(en)."),
            action: Words("请更正后重试。", "Correct it and try again."))
    }

    /// As the desks call a member, with the name that the HIS sends it under.
    private static func name(of member: String) -> Words {
        let words: Words? =
            switch member {
            case "stay": Words("住院", "the admission")
            case "kind": Words("凭证种类", "the kind of credential")
            case "number": Words("凭证号码", "the credential's number")
            case "cardSN": Words("卡识别码", "the card's serial")
            case "request": Words("修改编号", "the number of the change")
            case "day": Words("日期", "the day")
            case "campus": Words("院区", "the campus")
            default: nil
            }
        guard let words else { return Words(" \(member) ", member) }
        return Words("\(words.zh)（\(member)）", "\(words.en) (\(member))")
    }

    /// Also for the admission of another campus.
    static let unknownStay = Declined(
        .unknown, "stay-unknown", title: Words("没有这次住院", "No such admission"),
        detail: Words("本院区没有这次住院。", "This campus has no such admission."),
        action: Words("请核对住院号或院区。", "Check the inpatient number and the campus."))

    static let unknownPatient = Declined(
        .unknown, "patient-unknown", title: Words("没有这位患者", "No such patient"),
        detail: Words("HIS 还没有登记这位患者。", "The HIS has not told of this patient."),
        action: Words("请核对患者编号，或先登记。", "Check the number, or register the patient first."))

    static let foreignCampus = Declined(
        .forbidden, "campus-foreign", title: Words("不是本院区", "Another campus"),
        detail: Words("只能办理本院区的业务。", "Only your own campus is yours to work at."),
        action: Words("请切换院区或到该院区办理。", "Switch the campus, or go there."))

    static let cancelledStay = Declined(
        .conflict, "stay-cancelled", title: Words("住院已取消", "The admission was cancelled"),
        detail: Words("这次住院登记已经取消。", "This admission did not take place."),
        action: Words("请选择正在进行的住院。", "Choose the present admission."))

    static let discharged = Declined(
        .conflict, "stay-discharged", title: Words("患者已出院", "The patient has left"),
        detail: Words("出院后不能再修改住院凭证。", "A credential is not changed after discharge."),
        action: Words("如需更正，请先取消出院。", "Take the discharge back first."))

    static let requestReused = Declined(
        .conflict, "request-reused", title: Words("修改编号已用过", "The number is taken"),
        detail: Words(
            "这个修改编号属于另一张凭证或另一次住院。",
            "This request's number belongs to another credential or admission."),
        action: Words("请用新的编号再保存一次。", "Save again under a new number."))

    static func noAccount(_ campus: String) -> Declined {
        Declined(
            .conflict, "no-account", title: Words("院区未接医保", "No insurer's account"),
            detail: Words(
                "院区 \(campus) 没有医保接口账号。", "The campus \(campus) has no account."),
            action: Words("请联系信息科配置。", "Ask the IT department to set it up."))
    }

    static let unknownCategory = Declined(
        .unknown, "category-unknown", title: Words("没有这个类别", "No such category"),
        detail: Words("类别表中没有这个代码。", "The table has no such code."),
        action: Words("请从列表中选择。", "Choose one of the list."))
}
