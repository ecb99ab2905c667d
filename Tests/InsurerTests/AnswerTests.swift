import Foundation
import Hospital
import Testing
import Wires

@testable import Insurer

/// What an answer means (interface §3, §8).
struct AnswerTests {
    private func reply(_ says: ScriptedPlatform.Says) async throws -> InsurerAnswer {
        let bench = try Bench()
        bench.wire.say(says)
        return try await bench.ask()
    }

    @Test(arguments: [
        #"{"infcode":0,"output":{"a":"1"}}"#, #"{"infcode":"0","output":{"a":"1"}}"#,
        #"{"infcode":0.0,"output":{"a":"1"}}"#,
    ])
    func `infcode 0 is success, as a number and as text`(body: String) async throws {
        #expect(try await reply(.body(200, body)).reply == .success(["a": "1"]))
    }

    @Test(arguments: ["", #","output":null"#, #","output":"""#, #","output":{}"#])
    func `success needs no output`(output: String) async throws {
        #expect(
            try await reply(.body(200, #"{"infcode":"0"\#(output)}"#)).reply == .success([:]))
    }

    @Test(arguments: ["-1", #""-1""#, "1", #""500""#, "-2"])
    func `any other infcode is failure`(code: String) async throws {
        let answer = try await reply(
            .body(200, #"{"infcode":\#(code),"inf_refmsgid":"R7","err_msg":"不行"}"#))
        #expect(answer.reply == .failure(.init(.refused, "不行", kept: "不行")))
        #expect(answer.refmsgid == "R7")
        #expect(answer.msgid == "H35010200001202501010830000001")
    }

    @Test(arguments: [
        ScriptedPlatform.Says.body(200, "<html>"), .body(200, #"{"infcode":0,"out"#),
        .body(200, #"{"output":{}}"#), .body(200, #"{"infcode":"ok"}"#), .body(200, ""),
        .body(200, #"{"infcode":0,"output":"c20040=="}"#), .body(502, #"{"infcode":0}"#),
        .body(500, ""), .body(302, ""), .no("[E99]系统异常，请稍后重试"), .error(.unanswered),
        .error(.garbled),
    ])
    func `what cannot be read, and what did not come, is doubt`(
        says: ScriptedPlatform.Says
    ) async throws {
        let answer = try await reply(says)
        guard case .doubt = answer.reply else {
            Issue.record("\(answer.reply)")
            return
        }
        #expect(answer.msgid != nil)
    }

    @Test func `a gateway that refuses is a matter of the settings`() async throws {
        for status in [400, 401, 403, 404] {
            guard case .failure(let failure) = try await reply(.body(status, "no")).reply else {
                Issue.record("\(status)")
                return
            }
            #expect(failure.kind == .configuration)
            #expect(failure.kept.contains("\(status)"))
        }
    }

    @Test func `what never left is no doubt`() async throws {
        let answer = try await reply(.error(.unsent))
        guard case .unsent = answer.reply else {
            Issue.record("\(answer.reply)")
            return
        }
        #expect(answer.msgid == nil)
    }

    @Test func `people quoted in a refusal are not kept`() async throws {
        let bench = try Bench()
        bench.wire.say(.no("单晓明(35010219900101123X)编号35000000000000000001未找到35010120250101000001"))
        let answer = try await bench.ask(
            "1101",
            [
                "data": [
                    "psn_name": "单晓明", "certno": "35010219900101123X",
                    "psn_no": "35000000000000000001",
                ]
            ])
        guard case .failure(let failure) = answer.reply else {
            Issue.record("\(answer.reply)")
            return
        }
        #expect(failure.kept == "***(***)编号***未找到35010120250101000001")
        #expect(failure.text.contains("单晓明"))
    }
}
