import ConnectorKit
import Foundation
import Hospital
import Hub
import Lab
import Storage
import Testing

@testable import Assistance

/// Saving a changed credential, and the notice that the save logic brings (§10.4).
struct CredentialTests {
    @Test(arguments: Stores.all)
    func `§10.4 saving the change of an assisted person's credential answers the notice`(
        stores: Stores
    ) async throws {
        try await Clinic.open(on: stores) { clinic in
            try await clinic.admitUnasked(.assisted)
            let saved = try await clinic.save("C1", .assisted)
            #expect(saved["saved"] == .bool(true))
            #expect(saved["notice"] == "该患者是救助对象，享受先诊疗后付费政策，免交预交金！")
            #expect(saved.text("occasion") == "credential")
            #expect(saved["credential"]?.text("ending") == "0038")
            let seen = try await clinic.ask(
                "assistance/credential.look", ["stay": .string(Inpatient.assisted.stay)])
            #expect(seen["credential"]?.text("kind") == "resident")
            #expect(seen["credential"]?.text("by") == "his")
        }
    }

    @Test func `§10.4 the server decides, with an answer of today`() async throws {
        try await Clinic.open { clinic in
            try await clinic.admit(.assisted)
            _ = try await clinic.save("C1", .assisted)
            #expect(try clinic.wire.questions.count == 1, "this morning's answer will do")
            clinic.clock.advance(by: 86_400)
            _ = try await clinic.save("C2", .assisted)
            #expect(try clinic.wire.questions.count == 2, "yesterday's will not")
        }
    }

    @Test func `§10.4 a change sent twice is one change, and gets the first answer`() async throws {
        try await Clinic.open { clinic in
            try await clinic.admitUnasked(.assisted)
            let first = try await clinic.save("C1", .assisted)
            // Whatever happened since.
            try await clinic.wire.insure(
                #"{"certno":"\#(Inpatient.assisted.number)","psn_name":"单晓明"}"#)
            clinic.clock.advance(by: 86_400)
            #expect(try await clinic.save("C1", .assisted) == first)
            #expect(try clinic.wire.questions.count == 1)
            let audits = try await clinic.rows(
                of: "SELECT detail FROM audit WHERE action = 'assistance.credential.save'")
            #expect(audits.count == 1)
        }
    }

    @Test func `§10.4 a number used for another change is refused, and nothing changes`()
        async throws
    {
        try await Clinic.open { clinic in
            try await clinic.admitUnasked(.assisted)
            try await clinic.admitUnasked(.never)
            _ = try await clinic.save("C1", .assisted)
            await #expect(throws: Declined.requestReused) {
                try await clinic.save("C1", .never)
            }
            await #expect(throws: Declined.requestReused) {
                try await clinic.save(
                    "C1", .assisted, kind: "electronic", number: "ECT0000000000000001")
            }
            let kept = try await clinic.rows(of: "SELECT stay FROM assistanceCredential")
            #expect(try kept.map { try $0.string("stay") } == [Inpatient.assisted.stay])
        }
    }

    @Test func `§10.4 the change is kept where the insurer is out of reach, and nothing is no`()
        async throws
    {
        try await Clinic.open { clinic in
            try await clinic.admitUnasked(.assisted)
            clinic.wire.cut()
            let saved = try await clinic.save("C1", .assisted)
            #expect(saved["saved"] == .bool(true))
            #expect(saved["notice"] == .null)
            #expect(saved.text("state") == "failed")
            clinic.wire.cut(false)
            // A save asks anew, however lately the last try failed.
            #expect(try await clinic.save("C2", .assisted)["notice"] != .null)
        }
    }

    @Test func `§10.4 with a card the insurer's answer must still be about the patient`()
        async throws
    {
        try await Clinic.open { clinic in
            try await clinic.admitUnasked(.assisted)
            try await clinic.admitUnasked(.never)
            let own = try await clinic.save(
                "C1", .assisted, kind: "card", number: "A00000001",
                more: ["cardSN": "SN00000000000001"])
            #expect(own["notice"] != .null)
            // The same card, put down for somebody else.
            let other = try await clinic.save(
                "C2", .never, kind: "card", number: "A00000001",
                more: ["cardSN": "SN00000000000001"])
            #expect(other["notice"] == .null)
            #expect(other.text("because") == "otherPerson")
        }
    }

    @Test func `somebody without documents is known by the credential, for the day`() async throws {
        try await Clinic.open { clinic in
            try await clinic.tell(Admissions.patient(.assisted, numbers: []))
            try await clinic.tell(Admissions.admitted(.assisted))
            try await clinic.untilQuiet()
            #expect(try await clinic.notice(.assisted).text("because") == "noDocument")
            #expect(try await clinic.save("C1", .assisted)["notice"] != .null)
            #expect(try await clinic.notice(.assisted)["notice"] != .null)
            clinic.clock.advance(by: 86_400)
            #expect(try await clinic.notice(.assisted).text("because") == "noDocument")
        }
    }

    @Test(
        arguments: [
            (["kind": "passport"], "kind"), (["number": "123"], "number"),
            (["number": ""], "number"),
            (["kind": "card", "number": "A1"], "cardSN"), (["request": ""], "request"),
            (["number": "35010219710202003８"], "number"),
            (["request": .string(String(repeating: "c", count: 65))], "request"),
            (
                ["kind": "electronic", "number": .string(String(repeating: "9", count: 51))],
                "number"
            ),
        ] as [([String: JSON], String)])
    func `bad input is refused by name, and changes nothing`(
        wrong: [String: JSON], member: String
    ) async throws {
        try await Clinic.open { clinic in
            try await clinic.admitUnasked(.assisted)
            let asked: [String: JSON] = [
                "request": "C1", "stay": .string(Inpatient.assisted.stay), "kind": "resident",
                "number": .string(Inpatient.assisted.number),
            ]
            let declined = await #expect(throws: Declined.self) {
                try await clinic.ask(
                    "assistance/credential.save", .object(asked.merging(wrong) { _, new in new }))
            }
            #expect(declined?.kind == .malformed)
            #expect(declined?.detail.zh.contains(member) == true)
            #expect(try await clinic.rows(of: "SELECT 1 FROM assistanceCredential").isEmpty)
            #expect(try clinic.wire.questions.isEmpty)
        }
    }

    @Test func `nobody's credential is changed after discharge, or for a stay that was none`()
        async throws
    {
        try await Clinic.open { clinic in
            try await clinic.admitUnasked(.assisted)
            try await clinic.tell(Admissions.moved("stay.discharged", Inpatient.assisted.stay))
            await #expect(throws: Declined.discharged) {
                try await clinic.save("C1", .assisted)
            }
            await #expect(throws: Declined.unknownStay) { try await clinic.save("C1", .never) }
            try await clinic.admitUnasked(.never)
            try await clinic.tell(
                Admissions.moved("stay.admissionCancelled", Inpatient.never.stay))
            await #expect(throws: Declined.cancelledStay) { try await clinic.save("C1", .never) }
            #expect(try await clinic.rows(of: "SELECT 1 FROM assistanceCredential").isEmpty)
        }
    }
}
