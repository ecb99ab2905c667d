import ConnectorKit
import Foundation
import Hospital
import Hub
import Storage
import Testing

@testable import Assistance

/// What must never happen (interface §4.2, the hospital's list §10).
struct NeverTests {
    @Test func `Never: a rescue notice for the wrong person, when the answer is another's`()
        async throws
    {
        try await Clinic.open { clinic in
            try await clinic.admitUnasked(.assisted)
            try await clinic.admitUnasked(.never)
            #expect(try await clinic.notice(.assisted)["notice"] != .null)
            // The next answer is the one of before: flag 1, T03, but somebody else's.
            try await clinic.wire.fault("wrongEcho", times: 2)
            let seen = try await clinic.notice(.never)
            #expect(seen["notice"] == .null)
            #expect(seen.text("state") == "failed")
            #expect(seen.text("because") == "otherPerson")
            #expect(seen["code"] == .null && seen["flag"] == .null && seen["category"] == .null)
        }
    }

    @Test func `Never: a rescue notice for whoever has another's number by mistake`() async throws {
        try await Clinic.open { clinic in
            // The insurer refuses a name that does not go with the number.
            let impostor = Inpatient("P50", "王芳", Inpatient.assisted.number)
            try await clinic.admitUnasked(impostor)
            let seen = try await clinic.notice(impostor)
            #expect(seen["notice"] == .null)
            #expect(seen.text("state") == "failed")
            // Today's answer about the number's owner is no answer about the impostor.
            try await clinic.admitUnasked(.assisted)
            #expect(try await clinic.notice(.assisted)["notice"] != .null)
            try await clinic.admitUnasked(impostor)
            #expect(try await clinic.notice(impostor, recheck: true)["notice"] == .null)
        }
    }

    @Test func `Never: another patient's identity, by a credential that is not theirs`()
        async throws
    {
        try await Clinic.open { clinic in
            try await clinic.admit(.assisted)
            try await clinic.admit(.never)
            let asked = try clinic.wire.questions.count
            let saved = try await clinic.save("C1", .never, number: Inpatient.assisted.number)
            #expect(saved["notice"] == .null)
            #expect(saved.text("because") == "otherDocument")
            #expect(saved["code"] == .null)
            #expect(try clinic.wire.questions.count == asked, "nobody was asked about them")
            // Not even for somebody who has no number yet.
            let nameless = Inpatient("P51", "单晓明", "")
            try await clinic.tell(Admissions.patient(nameless, numbers: []))
            try await clinic.tell(Admissions.admitted(nameless))
            try await clinic.untilQuiet()
            let taken = try await clinic.save("C2", nameless, number: Inpatient.assisted.number)
            #expect(taken.text("because") == "otherDocument")
        }
    }

    @Test func `Never: the first patient's identity, on an admission that went to a second`()
        async throws
    {
        try await Clinic.open { clinic in
            try await clinic.admit(.assisted)
            try await clinic.tell(Admissions.patient(.never))
            try await clinic.tell(
                Admissions.admitted(
                    .never, stay: Inpatient.assisted.stay, at: "2026-11-20T10:00:00+08:00"))
            try await clinic.untilQuiet()
            let seen = try await clinic.ask(
                "assistance/deposit.notice", ["stay": .string(Inpatient.assisted.stay)])
            #expect(seen.text("patient") == Inpatient.never.id)
            #expect(seen["notice"] == .null)
            #expect(seen.text("because") == "unflagged")
        }
    }

    @Test func `a corrected ID number is asked about, the wrong one no more`() async throws {
        try await Clinic.open { clinic in
            let patient = Inpatient("P60", "单晓明", Inpatient.stranger.number)
            try await clinic.admit(patient)
            #expect(try await clinic.notice(patient).text("state") == "failed")
            try await clinic.tell(
                Admissions.patient(
                    patient, at: "2026-11-23T08:30:00+08:00",
                    numbers: [Inpatient.assisted.number]))
            #expect(try await clinic.notice(patient)["notice"] != .null)
            let wrong = try await clinic.save("C1", patient, number: Inpatient.stranger.number)
            #expect(wrong.text("because") == "otherDocument")
        }
    }

    @Test func `two ID numbers told at once are nobody's`() async throws {
        try await Clinic.open { clinic in
            try await clinic.tell(
                Admissions.patient(
                    .assisted, numbers: [Inpatient.assisted.number, Inpatient.never.number]))
            try await clinic.tell(Admissions.admitted(.assisted))
            try await clinic.untilQuiet()
            #expect(try await clinic.notice(.assisted).text("because") == "twoDocuments")
            #expect(try clinic.wire.questions.isEmpty)
        }
    }

    @Test(arguments: [
        "hang", "drop", "dropAfterCommit", "half", "html", "garbage", "badSignature", "wrongEcho",
        #"{"refuse":{"code":"E99","text":"系统繁忙"}}"#, #"{"status":502}"#, #"{"status":401}"#,
        #"{"status":429}"#,
    ])
    func `Never: FAIL or UNKNOWN treated as not eligible`(fault: String) async throws {
        try await Clinic.open { clinic in
            try await clinic.admitUnasked(.never)
            let word = fault.hasPrefix("{") ? fault : #""\#(fault)""#
            try await clinic.wire.control(
                "POST", "insurer/faults", #"{"on":"1101","times":2,"fault":\#(word)}"#)
            let seen = try await clinic.notice(.never)
            #expect(seen.text("state") == "failed")
            #expect(seen.text("sentence")?.hasPrefix("身份未确认") == true)
            #expect(try await clinic.decisions(.never).map(\.state) == [.failed])
        }
    }

    @Test func `Never: an expired identity kept as eligible`() async throws {
        try await Clinic.open { clinic in
            let person = #"{"certno":"\#(Inpatient.never.number)","psn_name":"欧阳锋","#
            try await clinic.wire.insure(
                person + #""relief":{"flag":"1","code":"T03","endtime":"2026-11-23 23:59:59"}}"#)
            try await clinic.admit(.never)
            #expect(try await clinic.notice(.never)["notice"] != .null)
            clinic.clock.advance(by: 86_400)
            let seen = try await clinic.notice(.never)
            #expect(seen["notice"] == .null)
            #expect(seen.text("because") == "over")
            // The national identities say so as well as the region's.
            try await clinic.wire.insure(
                person + #""relief":{"flag":"1","code":"T03"},"#
                    + #""idetinfo":[{"psn_idet_type":"2303","endtime":"2026-11-23 23:59:59"}]}"#)
            #expect(try await clinic.notice(.never, recheck: true).text("because") == "over")
        }
    }

    @Test(arguments: Stores.all)
    func `Never: a flag written without its message's number`(stores: Stores) async throws {
        try await Clinic.open(on: stores) { clinic in
            for patient in Inpatient.all { try await clinic.admit(patient) }
            let rows = try await clinic.rows(of: "SELECT * FROM assistanceEnquiry")
            #expect(rows.count == Inpatient.all.count)
            for row in rows where try row.optionalString("flag") != nil {
                #expect(try row.optionalString("msgid")?.count == 30)
            }
            // The table itself does not take one.
            await #expect(throws: StorageError.self) {
                try await clinic.store.write { transaction in
                    try transaction.execute(
                        """
                        INSERT INTO assistanceEnquiry (person, campus, day, at, occasion, actor,
                            flag, identities, isOver)
                        VALUES (\(String(repeating: "a", count: 64)), 'benbu', '2026-11-23', 1,
                            'look', 'x', '1', '', 0)
                        """)
                }
            }
        }
    }

    @Test func `Never: a name or a number of a person in what is kept, audited or complained of`()
        async throws
    {
        try await Clinic.open { clinic in
            for patient in Inpatient.all { try await clinic.admit(patient) }
            for (index, patient) in Inpatient.all.enumerated() {
                _ = try await clinic.save("C\(index)", patient)
                _ = try await clinic.notice(patient, recheck: true)
            }
            var kept: [String] = []
            for table: StaticString in [
                "assistanceEnquiry", "assistanceDecision", "assistanceCredential", "audit",
            ] {
                for row in try await clinic.rows(of: "SELECT * FROM \(raw: table)") {
                    kept.append(String(reflecting: row))
                }
            }
            let errors = try await clinic.open.compactMap(\.lastError)
            #expect(kept.count > 4 * Inpatient.all.count)
            for words in kept + errors {
                for patient in Inpatient.all {
                    #expect(!words.contains(patient.number) && !words.contains(patient.name))
                }
            }
        }
    }
}
