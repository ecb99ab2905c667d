import Hub

extension InsurerGateway {
    /// Why the platform was not asked, or why its answer does not count.
    public static let reasons: Reasons = [
        "the gateway answered with HTTP status {}": "医保平台以 HTTP 状态 {} 应答",
        "the gateway has heard this call before": "医保平台称此请求已收到过",
        "the answer cannot be read, or has no infcode": "应答无法读懂，或没有 infcode",
        "the answer's output is no object; is it encrypted?": "应答的 output 不是对象，可能是密文",
        "nobody signed in": "尚未签到",
        "signing in (9001) gave no sign_no": "签到 9001 没有得到 sign_no",
        "signing in (9001): {}": "签到 9001：{}",
        "the settings have no insurer's account for {}; add campuses.{}":
            "设置中没有院区 {} 的医保账户；请补上 campuses.{}",
    ]
}
