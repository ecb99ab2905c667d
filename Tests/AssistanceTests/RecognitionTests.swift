import ConnectorKit
import Foundation
import Hospital
import Hub
import Testing

@testable import Assistance

/// Who is recognised when a credential is changed, and as what (§10.2).
struct RecognitionTests {
    /// Who, in which state, why, the code the insurer told.
    struct Case: Sendable, CustomTestStringConvertible {
        let patient: Inpatient
        let state: String
        var because: String?
        var code: String?
        var testDescription: String { patient.id }
    }

    static let cases = [
        Case(patient: .assisted, state: "eligible", code: "T03"),
        Case(patient: .unlisted, state: "not", because: "unlisted", code: "Z99"),
        Case(patient: .denied, state: "not", because: "unflagged", code: "T07"),
        Case(patient: .silent, state: "not", because: "unflagged"),
        Case(patient: .inObject, state: "eligible", code: "T11"),
        Case(patient: .insuredTwice, state: "eligible", code: "T01"),
        Case(patient: .expired, state: "not", because: "over", code: "T05"),
        Case(patient: .never, state: "not", because: "unflagged"),
        Case(patient: .stranger, state: "failed", because: "refused"),
    ]

    @Test(arguments: cases)
    func `§10.2 each of the interface's people is known for what they are`(
        found: Case
    ) async throws {
        try await Clinic.open { clinic in
            try await clinic.admitUnasked(found.patient)
            for operation in ["credential.look", "deposit.notice"] {
                let seen = try await clinic.ask(
                    "assistance/\(operation)", ["stay": .string(found.patient.stay)])
                #expect(seen.text("state") == found.state)
                #expect(seen.text("because") == found.because)
                #expect(seen.text("code") == found.code)
                #expect((seen["notice"] != .null) == (found.state == "eligible"))
                let questions = try clinic.wire.questions
                #expect(seen.text("msgid") == questions.last?.text("msgid"))
                #expect(questions.count == 1, "the second look takes today's answer")
            }
        }
    }

    @Test func `§10.2 the credential screen shows class, code, when and how they are known`()
        async throws
    {
        try await Clinic.open { clinic in
            try await clinic.admit(.assisted)
            let seen = try await clinic.ask(
                "assistance/credential.look", ["stay": .string(Inpatient.assisted.stay)])
            #expect(seen["category"]?.text("code") == "T03")
            #expect(seen["category"]?.text("name") == "救助类别03")
            #expect(seen["category"]?.text("hospital") == "33")
            #expect(seen.text("flag") == "1")
            #expect(seen.text("askedAt") == "2026-11-23T09:00:00+08:00")
            #expect(seen.text("occasion") == "admission")
            #expect(seen.list("identities") == ["2303 低保对象"])
            #expect(seen["credential"] == .null)
        }
    }

    @Test(arguments: [
        #"{"expContentName":"expContent"}"#, #"{"expContentForm":"object"}"#,
        #"{"flagAsNumber":true}"#, #"{"infcodeAsText":true}"#, #"{"flagName":"jzfp-f1g"}"#,
        #"{"flagName":"jzfp-flg"}"#, #"{"flagName":"jzfp_f1g"}"#, #"{"flagName":"jzfpFlg"}"#,
        #"{"codeName":"mat_idet_code"}"#, #"{"reliefPlace":"baseinfo"}"#,
        #"{"reliefPlace":"insuinfo"}"#, #"{"expiredIdentities":true}"#,
    ])
    func `§10.2 however a region spells it, the person is recognised`(switches: String) async throws
    {
        try await Clinic.open { clinic in
            try await clinic.wire.turn(switches)
            for patient in [Inpatient.assisted, .insuredTwice] {
                try await clinic.admitUnasked(patient)
                #expect(try await clinic.notice(patient).text("state") == "eligible")
            }
            for patient in [Inpatient.denied, .never] {
                try await clinic.admitUnasked(patient)
                #expect(try await clinic.notice(patient).text("because") == "unflagged")
            }
        }
    }

    @Test func `§10.1 each of the twenty categories is recognised by its code`() async throws {
        try await Clinic.open { clinic in
            let people = try clinic.wire.ledger(of: "insurer").list("people").filter {
                $0.text("psn_name")?.hasPrefix("救助示例") == true
            }
            #expect(people.count == 20)
            for (number, person) in people.enumerated() {
                let patient = Inpatient(
                    "T\(number)", person.text("psn_name") ?? "", person.text("certno") ?? "")
                try await clinic.admitUnasked(patient)
                let seen = try await clinic.notice(patient)
                #expect(seen.text("notice") == Standing.notice)
                #expect(seen["category"]?.text("code") == person.text("code"))
            }
        }
    }

    @Test func `§10.2 a card or an electronic certificate shows who they are as well`() async throws
    {
        try await Clinic.open { clinic in
            try await clinic.admitUnasked(.assisted)
            for (kind, number, cardSN) in [
                ("card", "A00000001", "SN00000000000001"),
                ("electronic", "ECT0000000000000001", ""),
            ] {
                let asked: JSON = [
                    "stay": .string(Inpatient.assisted.stay), "kind": .string(kind),
                    "number": .string(number), "cardSN": .string(cardSN),
                ]
                let seen = try await clinic.ask("assistance/identity.check", asked)
                #expect(seen.text("state") == "eligible")
                let data = try clinic.wire.questions.last?["body"]?["input"]?["data"]
                #expect(data?.text("mdtrt_cert_no") == number)
                #expect(data?.text("mdtrt_cert_type") == (kind == "card" ? "03" : "01"))
                #expect(data?.text("certno") == nil, "whose card it is they must say")
            }
        }
    }
}
