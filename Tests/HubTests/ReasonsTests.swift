import Hub
import Lab
import Testing

/// Reasons in the reader's language.
struct ReasonsTests {
    private static let reasons: Reasons = [
        "the list is late": "清单迟到",
        "{} holds {} lists": "{} 有 {} 份清单",
        "{} holds no lists": "{} 没有清单",
        "nothing: {}": "什么也没有：{}",
    ]

    @Test(arguments: [
        ("the list is late", "清单迟到"),
        ("the list is late again", "the list is late again"),
        ("the fund holds 3 lists", "the fund 有 3 份清单"),
        // The sentence that says more itself is taken.
        ("the fund holds no lists", "the fund 没有清单"),
        ("holds 3 lists", "holds 3 lists"),
        (" holds 3 lists", " holds 3 lists"),
        // A reason within a reason, also one that everybody says.
        ("nothing: the list is late", "什么也没有：清单迟到"),
        ("nothing: nothing: not within 5.0 seconds", "什么也没有：什么也没有：超过 5.0 秒"),
        ("nothing: 平台无此清单", "什么也没有：平台无此清单"),
        ("nothing: ", "nothing: "),
        ("", ""),
    ])
    func `what is ours is told in Chinese, all else as it was said`(
        reason: String, chinese: String
    ) {
        #expect(Self.reasons.words(reason) == Words(chinese, reason))
    }

    @Test func `one connector's reasons may be lent to another`() {
        let both = Self.reasons.with(["the list is early": "清单早到"])
        #expect(both.words("nothing: the list is early").zh == "什么也没有：清单早到")
        #expect(both.words("the list is late").zh == "清单迟到")
        #expect(Self.reasons.words("the list is early").zh == "the list is early")
    }

    @Test func `the wire's and the scheduler's own words are known to all`() {
        let reason = "given up after 12 tries: nothing was sent to 10.1.2.3:443: TLS: handshake"
        #expect(
            ([:] as Reasons).words(reason).zh
                == "已试 12 次，不再自动重试：未能发往 10.1.2.3:443：TLS: handshake")
    }
}
