/// Why the platform says no: a result code and a sentence (interface §6).
struct Refusal: Error, Hashable {
    let code: String
    let text: String

    static let wrongSign = Refusal(code: "E0001", text: "签名验证失败")
    static let unknownAppid = Refusal(code: "E0002", text: "appid不存在")
    static let replayed = Refusal(code: "E0003", text: "noise重复，请求已处理")
    static let alreadyIssued = Refusal(code: "E0005", text: "业务流水号已开票，不能重复开票")
    static let notFound = Refusal(code: "E0007", text: "未找到票据信息")
    static let alreadyReversed = Refusal(code: "E0008", text: "已冲销，不能冲销开票")
    static let paperStillValid = Refusal(code: "E0009", text: "纸质票据未作废，请先作废纸质票据")
    static let unknownPlace = Refusal(code: "E0011", text: "开票点编码不存在")
    static let wrongRandom = Refusal(code: "E0012", text: "校验码错误")
    static let systemError = Refusal(code: "E9999", text: "系统异常，请稍后重试")

    static func malformed(_ what: String) -> Refusal { Refusal(code: "E0004", text: what) }
    static func wrongSum(_ what: String) -> Refusal { Refusal(code: "E0006", text: what) }
    static func notFound(_ what: String) -> Refusal { Refusal(code: "E0007", text: what) }
    static func overRemainder(_ what: String) -> Refusal { Refusal(code: "E0010", text: what) }
    static func paper(_ what: String) -> Refusal { Refusal(code: "E0013", text: what) }
}
