import Foundation
import Hospital

/// The wrapping of every request (interface §2); what does not fit is found before it is sent.
struct Envelope: Sendable {
    let account: InsurerAccount

    /// What is different in each request.
    struct Letter: Sendable {
        var infno: String
        var msgid: String
        /// The area that insures the person; nil where nobody is named.
        var insuredArea: String?
        var opter: InsurerOperator
        var signNumber: String?
        var at: Date
        var input: JSON
    }

    /// A request that the platform would refuse unread.
    struct Unfit: Error, Hashable, Sendable, CustomStringConvertible {
        let member: String
        let problem: String
        var description: String { "\(member) \(problem)" }
    }

    /// Characters of the whole input.
    static let inputAtMost = 40_000

    /// Members that the envelope fills in by itself.
    static let members: Set<String> = Set(limits.keys).union(["input"])

    /// Characters of each member.
    private static let limits = [
        "infno": 5, "msgid": 30, "mdtrtarea_admvs": 6, "insuplc_admdvs": 6, "recer_sys_code": 10,
        "infver": 6, "opter_type": 3, "opter": 30, "opter_name": 50, "inf_time": 19,
        "fixmedins_code": 12, "fixmedins_name": 200, "sign_no": 30,
    ]
    /// Of what a site may add.
    private static let extraLimits = [
        "dev_no": 100, "dev_safe_info": 2000, "cainfo": 1024, "signtype": 10,
    ]
    private static let required = Set(limits.keys).subtracting(["insuplc_admdvs", "sign_no"])

    static func isService(_ infno: String) -> Bool {
        infno.wholeMatch(of: /[0-9]{4}[A-Z]?/) != nil
    }

    func sealed(_ letter: Letter) throws(Unfit) -> [String: JSON] {
        let texts = [
            "infno": letter.infno, "msgid": letter.msgid,
            "mdtrtarea_admvs": account.mdtrtareaAdmvs,
            "insuplc_admdvs": letter.insuredArea ?? "",
            "recer_sys_code": account.recerSysCode, "infver": account.infver,
            "opter_type": letter.opter.kind.rawValue, "opter": letter.opter.id,
            "opter_name": letter.opter.name, "inf_time": InsurerTime.moment(letter.at),
            "fixmedins_code": account.fixmedinsCode, "fixmedins_name": account.fixmedinsName,
            "sign_no": letter.signNumber ?? "",
        ]
        for (member, text) in texts.sorted(by: { $0.key < $1.key }) {
            try Self.check(text, as: member, atMost: Self.limits[member] ?? 0)
            if text.isEmpty, Self.required.contains(member) {
                throw Unfit(member: member, problem: "is empty")
            }
        }
        for (member, text) in account.extra.sorted(by: { $0.key < $1.key }) {
            try Self.check(text, as: member, atMost: Self.extraLimits[member] ?? 200)
        }
        guard Self.isService(letter.infno) else {
            throw Unfit(member: "infno", problem: "is no service")
        }
        if letter.input.mentions("psn_no") {
            guard letter.insuredArea?.wholeMatch(of: /[0-9]{6}/) != nil else {
                throw Unfit(
                    member: "insuplc_admdvs",
                    problem: "must be the six digits of the person's area of insurance")
            }
        }
        let length = letter.input.text.unicodeScalars.count
        if length > Self.inputAtMost {
            throw Unfit(
                member: "input", problem: "has \(length) characters of \(Self.inputAtMost)")
        }
        var sealed = texts.mapValues { JSON.string($0) }
        for (member, text) in account.extra { sealed[member] = .string(text) }
        sealed["input"] = letter.input
        return sealed
    }

    private static func check(
        _ text: String, as member: String, atMost limit: Int
    ) throws(Unfit) {
        let length = text.unicodeScalars.count
        if length > limit {
            throw Unfit(member: member, problem: "has \(length) characters of \(limit)")
        }
    }
}

extension JSON {
    /// Whether a member of this name, not empty, is anywhere in it.
    fileprivate func mentions(_ member: String) -> Bool {
        switch self {
        case .object(let members):
            text(member) != nil || members.values.contains { $0.mentions(member) }
        case .array(let values): values.contains { $0.mentions(member) }
        default: false
        }
    }
}
