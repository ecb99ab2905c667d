import ConnectorKit
import Foundation
import Hospital
import Testing
import Wires

@testable import EInvoice

/// What may be believed after each kind of answer (interface §6).
struct ReplyTests {
    private let envelope = Envelope(appid: "A", key: "K")

    private func reply(_ result: String, _ message: String, status: Int = 200) -> Reply {
        let inner: JSON = [
            "result": .string(result),
            "message": .string(Data(message.utf8).base64EncodedString()),
        ]
        let data = Data(inner.text.utf8).base64EncodedString()
        let body: JSON = [
            "data": .string(data), "noise": "n",
            "sign": .string(envelope.sign(data: data, noise: "n")),
        ]
        return Reply(HTTPAnswer(status: status, body: Data(body.text.utf8)), for: envelope)
    }

    @Test(arguments: [
        ("E0001", Reply.Failure.Meaning.refused), ("E0004", .refused), ("E0005", .alreadyIssued),
        ("E0007", .notFound), ("E0008", .alreadyReversed), ("E0009", .paperValid),
        ("E0010", .overRemainder), ("E0011", .refused), ("E4711", .refused),
    ])
    func `a code means one thing`(code: String, meaning: Reply.Failure.Meaning) {
        guard case .failure(let failure) = reply(code, "原因") else {
            Issue.record("\(code) is no failure")
            return
        }
        #expect(failure.meaning == meaning)
    }

    @Test func `the known words mean reversed before, under whatever code`() {
        guard case .failure(let failure) = reply("E4711", "票据已冲销，不能冲销开票！") else {
            Issue.record("no failure")
            return
        }
        #expect(failure.meaning == .alreadyReversed)
    }

    @Test(arguments: ["E9999", "E0003"])
    func `what may have been done is doubted`(code: String) {
        guard case .doubt = reply(code, "系统异常") else {
            Issue.record("\(code) is believed")
            return
        }
    }

    @Test(arguments: [201, 301, 404, 500, 502, 503])
    func `an HTTP status beside 200 is doubted, whatever the body says`(status: Int) {
        guard case .doubt = reply("S0000", "{}", status: status) else {
            Issue.record("\(status) is believed")
            return
        }
    }

    @Test func `429 asks us to come back`() {
        let answer = HTTPAnswer(status: 429, headers: ["retry-after": "7"], body: Data())
        #expect(Reply(answer, for: envelope) == .later(.seconds(7)))
    }

    @Test func `a message that is no Base64 is literal text, a plain word is success`() {
        #expect(reply("S0000", "成功") == .success([:]))
        let inner = #"{"result":"E0007","message":"未找到"}"#
        let data = Data(inner.utf8).base64EncodedString()
        let body: JSON = [
            "data": .string(data), "noise": "n",
            "sign": .string(envelope.sign(data: data, noise: "n")),
        ]
        let reply = Reply(HTTPAnswer(status: 200, body: Data(body.text.utf8)), for: envelope)
        #expect(reply == .failure(.init(code: "E0007", text: "未找到")))
    }

    @Test func `what the platform quotes of a patient is hidden`() {
        let failure = Reply.Failure(code: "E0004", text: "单晓明的卡号6200000001格式错误")
        #expect(failure.hiding(["单晓明", "6200000001"]).text == "***的卡号***格式错误")
    }

    @Test func `nothing sent is certain, no answer is not`() {
        #expect(
            Reply(WireError(.unsent, whom: "x", reason: "y"))
                == .unsent("nothing was sent to x: y"))
        for kind in [WireError.Kind.unanswered, .garbled] {
            guard case .doubt = Reply(WireError(kind, whom: "x", reason: "y")) else {
                Issue.record("\(kind) is believed")
                return
            }
        }
    }
}
