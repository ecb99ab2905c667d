import Foundation

/// The envelope every service travels in (interface §2).
struct FundMessage: Sendable {
    let json: JSON
    let infno: String
    let msgid: String
    /// The area the person is insured in; "" where the request names no person.
    let insuredArea: String
    let signNo: String
    let input: JSON

    /// The largest input, in characters.
    static let inputLimit = 40_000

    /// Reads an envelope of `institution` and looks at its members, lengths and formats.
    init(_ json: JSON, of institution: FundInstitution) throws(FundRefusal) {
        guard json.members != nil else { throw .malformed("报文不是JSON对象") }
        try InsuranceFields.check(json, against: InsuranceFields.envelope)
        guard let input = json["input"], input.members != nil else {
            throw .malformed("缺少必填字段input")
        }
        guard input.serialised.unicodeScalars.count <= Self.inputLimit else {
            throw .malformed("input超过\(Self.inputLimit)个字符")
        }
        func text(_ name: String) -> String { json[name]?.text ?? "" }
        guard 4...5 ~= text("infno").utf8.count else { throw .malformed("字段infno格式错误") }
        guard text("fixmedins_code") == institution.code else {
            throw .malformed("fixmedins_code与接入机构不符")
        }
        guard text("mdtrtarea_admvs") == institution.area else {
            throw .malformed("mdtrtarea_admvs与接入机构不符")
        }
        self.json = json
        self.input = input
        infno = text("infno")
        msgid = text("msgid")
        insuredArea = text("insuplc_admdvs")
        signNo = text("sign_no")
        guard Self.isNumber(msgid, of: institution) else {
            throw .malformed("msgid应为机构编号12位+时间14位+顺序号4位")
        }
    }

    /// Whether `msgid` is the institution's code, a moment there is, and four digits.
    private static func isNumber(_ msgid: String, of institution: FundInstitution) -> Bool {
        let code = institution.code
        guard msgid.utf8.count == 30, msgid.hasPrefix(code), code.utf8.count == 12 else {
            return false
        }
        let rest = msgid.dropFirst(12)
        return rest.utf8.allSatisfy { 48...57 ~= $0 }
            && BusinessTime.isMoment("\(rest.prefix(14))000")
    }

    /// Whether the input names a person by number, wherever it does.
    var namesPerson: Bool { Self.find("psn_no", in: input) != nil }

    /// The text called `name`, wherever in `value` it first is.
    static func find(_ name: String, in value: JSON) -> String? {
        switch value {
        case .object(let members):
            if let text = value[name]?.text, !text.isEmpty { return text }
            return members.lazy.compactMap { find(name, in: $0.value) }.first
        case .array(let elements): return elements.lazy.compactMap { find(name, in: $0) }.first
        default: return nil
        }
    }
}
