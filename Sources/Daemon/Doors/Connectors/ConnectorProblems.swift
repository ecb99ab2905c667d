import Hub
import Lab
import Wires

extension Problem {
    /// A connector's no, in its own words.
    init(_ declined: Declined, by connector: String) {
        self.init(
            "\(connector):\(declined.name)", declined.kind.rawValue, declined.title,
            declined.detail, declined.action)
    }

    /// A wire that brought no answer to a question.
    init(_ error: WireError, of connector: Connectors.Member) {
        let mayHave = error.kind != .unsent
        self.init(
            "\(connector.name):unreachable", 502,
            Words("对方系统没有应答", "The other system did not answer"),
            Words(
                "\(connector.title.zh)没有给出应答。", "\(connector.title.en) gave no answer."),
            mayHave
                ? Words(
                    "对方可能已经处理；请稍后先查询结果，不要马上重复操作。",
                    "They may have acted; look at the result before you try again.")
                : Words("请稍后再试；没有改变任何数据。", "Try again shortly; nothing was changed."))
    }

    static let noPatient = Problem(
        "no-patient", 400, Words("没有指明患者", "No patient named"),
        Words(
            "应用后台须用请求头 X-Patient 指明已登录的患者。",
            "The app's backend must name the signed-in patient in the header X-Patient."),
        Words("请补上 X-Patient 后重试。", "Send X-Patient and try again."))

    static let keyOfAnother = Problem(
        "idempotency-key-reused", 422, Words("幂等键已用于另一请求", "Key used for another request"),
        Words(
            "这个 Idempotency-Key 已用于内容不同的请求。",
            "This Idempotency-Key came with another request before."),
        Words("请为新的请求换一个新的键。", "Use a new key for a new request."))

    static let underWay = Problem(
        "request-under-way", 409, Words("请求正在处理", "Still being answered"),
        Words(
            "同一个 Idempotency-Key 的请求正在处理。",
            "A request with this Idempotency-Key is being answered."),
        Words("请稍等几秒，用同一个键再试。", "Wait a few seconds and try again with the same key."))
}
