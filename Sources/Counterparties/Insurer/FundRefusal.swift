/// Why the platform says no: a code and a sentence (interface §9).
struct FundRefusal: Error, Hashable {
    let code: String
    let text: String
    /// What `infcode` says; negative, as failures are.
    var infcode = -1

    /// What `err_msg` says, at most 200 characters.
    var message: String { String("[\(code)]\(text)".prefix(200)) }

    static let usedMessage = FundRefusal(code: "E02", text: "msgid重复")
    static let notSignedIn = FundRefusal(code: "E03", text: "签到编号无效或已过期，请重新签到")
    static let unknownMember = FundRefusal(code: "E04", text: "未找到参保人员信息")
    static let unknownSettlement = FundRefusal(code: "E05", text: "未找到该人员的结算信息")
    static let noList = FundRefusal(code: "E05", text: "未找到该结算的清单信息")
    static let noTransaction = FundRefusal(code: "E05", text: "未找到被冲正的交易")
    static let alreadySubmitted = FundRefusal(code: "E06", text: "该清单为已提交数据")
    static let withdrawalForbidden = FundRefusal(code: "E07", text: "不允许撤回已提交的清单")
    static let stillSubmitted = FundRefusal(code: "E08", text: "结算清单已提交，不能撤销结算")
    static let alreadyCancelled = FundRefusal(code: "E09", text: "该结算已撤销")
    static let wrongState = FundRefusal(code: "E10", text: "清单状态stas_type不正确")
    static let systemError = FundRefusal(code: "E99", text: "系统异常，请稍后重试")

    static func malformed(_ what: String) -> FundRefusal { FundRefusal(code: "E01", text: what) }

    /// As a fault has it: a whole number as its code becomes the `infcode`.
    static func told(_ refusal: Conduct.Refusal) -> FundRefusal {
        FundRefusal(code: refusal.code, text: refusal.text, infcode: Int(refusal.code) ?? -1)
    }
}
