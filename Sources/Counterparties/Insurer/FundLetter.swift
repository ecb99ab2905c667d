import Foundation

/// The answer every service travels back in (interface §2).
struct FundLetter {
    let institution: FundInstitution
    let call: Int
    let now: Date
    let switches: FundSwitches
    /// Whether the output is sealed, as one province has it, which nobody agreed upon here.
    let isSealed: Bool

    func json(_ output: JSON, _ refusal: FundRefusal?) -> JSON {
        let code = refusal?.infcode ?? 0
        let time = BusinessTime.text(now)
        let number = FundBooks.digits(call, 10)
        return [
            "infcode": switches.infcodeAsText ? .string(String(code)) : JSON(code),
            "inf_refmsgid": .string("\(institution.area)\(time.prefix(14))\(number)"),
            "refmsg_time": .string(time), "respond_time": .string(time), "enctype": "",
            "signtype": isSealed ? "SM2" : "",
            "cainfo": isSealed ? .string(Self.base64("somebody's seal")) : "",
            "err_msg": .string(refusal?.message ?? ""),
            "output": shown(refusal == nil ? output : .null),
        ]
    }

    private func shown(_ output: JSON) -> JSON {
        if switches.nullOutput { return .null }
        return isSealed ? .string(Self.base64(output.serialised)) : output
    }

    private static func base64(_ text: String) -> String {
        Data(text.utf8).base64EncodedString()
    }
}
