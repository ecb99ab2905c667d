import ConnectorKit
import Foundation
import Hospital
import Hub
import Storage
import TestKit
import Testing

@testable import Assistance

/// What happens by itself when somebody is admitted.
struct AdmissionTests {
    @Test func `whoever is admitted is asked about once, by ID number and name`() async throws {
        try await Clinic.open { clinic in
            let told = Admissions.admitted(.assisted)
            try await clinic.tell(Admissions.patient(.assisted))
            try await clinic.tell(told)
            try await clinic.tell(told)
            try await clinic.tell(Admissions.admitted(.assisted, at: "2026-11-20T09:30:00+08:00"))
            try await clinic.untilQuiet()
            let questions = try clinic.wire.questions
            #expect(questions.count == 1)
            let data = questions.first?["body"]?["input"]?["data"]
            #expect(data?.text("mdtrt_cert_type") == "02")
            #expect(data?.text("certno") == Inpatient.assisted.number)
            #expect(data?.text("psn_name") == "单晓明")
            #expect(try await clinic.decisions(.assisted).map(\.state) == [.eligible])
        }
    }

    @Test(arguments: ["hang", "drop", "dropAfterCommit", "half", "html", "garbage"])
    func `an admission's question goes on until it is answered, under new numbers`(
        fault: String
    ) async throws {
        try await Clinic.open { clinic in
            try await clinic.wire.fault(fault, times: 3)
            try await clinic.admit(.assisted)
            #expect(try await clinic.decisions(.assisted).first?.state == .eligible)
            let numbers = try clinic.wire.questions.compactMap { $0.text("msgid") }
            #expect(numbers.count == 4)
            #expect(Set(numbers).count == 4)
        }
    }

    @Test func `an insurer's no, and a person nobody knows, are not asked about for ever`()
        async throws
    {
        try await Clinic.open { clinic in
            try await clinic.admit(.stranger)
            #expect(try await clinic.open.isEmpty)
            #expect(try clinic.wire.questions.count == 1)
            #expect(try await clinic.decisions(.stranger).map(\.because) == ["refused"])
        }
    }

    @Test func `a gateway that keeps us out waits for a person`() async throws {
        try await Clinic.open { clinic in
            try await clinic.wire.control(
                "POST", "insurer/faults", #"{"on":"1101","times":1,"fault":{"status":401}}"#)
            try await clinic.tell(Admissions.patient(.assisted))
            try await clinic.tell(Admissions.admitted(.assisted))
            try await clinic.untilQuiet()
            let dead = try await clinic.open
            #expect(dead.map(\.state) == [.dead])
            try await clinic.replay(dead.map(\.id))
            try await clinic.untilQuiet()
            #expect(try await clinic.decisions(.assisted).first?.state == .eligible)
        }
    }

    @Test func `a patient who is told of later is asked about then`() async throws {
        try await Clinic.open { clinic in
            try await clinic.tell(Admissions.admitted(.assisted))
            try await Patience.until("it was tried") {
                try await clinic.open.first?.lastError?.contains("not told") == true
            }
            #expect(try clinic.wire.questions.isEmpty)
            try await clinic.tell(Admissions.patient(.assisted))
            try await clinic.untilQuiet()
            #expect(try await clinic.decisions(.assisted).map(\.state) == [.eligible])
        }
    }

    @Test func `an admission that never was, or is over, is not asked about`() async throws {
        try await Clinic.open { clinic in
            clinic.wire.cut()
            for (patient, end) in [
                (Inpatient.assisted, "stay.admissionCancelled"), (.never, "stay.discharged"),
            ] {
                try await clinic.tell(Admissions.patient(patient))
                try await clinic.tell(Admissions.admitted(patient))
                try await clinic.tell(Admissions.moved(end, patient.stay))
            }
            try await clinic.untilQuiet()
            #expect(try await clinic.open.isEmpty)
        }
    }

    @Test func `what is on its way holds no name and no ID number`() async throws {
        try await Clinic.open { clinic in
            clinic.wire.cut()
            try await clinic.tell(Admissions.patient(.assisted))
            try await clinic.tell(Admissions.admitted(.assisted))
            try await Patience.until("it was tried") {
                try await clinic.open.first?.lastError != nil
            }
            let delivery = try #require(try await clinic.open.first)
            let words = "\(delivery.payload.text) \(delivery.lastError ?? "")"
            #expect(!words.contains("3501") && !words.contains("单晓明"), "\(words)")
            clinic.wire.cut(false)
            try await clinic.untilQuiet()
        }
    }

    @Test func `an admission corrected to another patient asks about that one alone`() async throws
    {
        try await Clinic.open { clinic in
            clinic.wire.cut()
            for patient in [Inpatient.assisted, .never] {
                try await clinic.tell(Admissions.patient(patient))
            }
            try await clinic.tell(Admissions.admitted(.assisted, stay: "Y1"))
            try await clinic.tell(
                Admissions.admitted(.never, stay: "Y1", at: "2026-11-20T10:00:00+08:00"))
            try await Patience.until("the first patient's errand is over") {
                try await clinic.open.allSatisfy {
                    $0.payload.text("patient") == Inpatient.never.id
                }
            }
            clinic.wire.cut(false)
            try await clinic.untilQuiet()
            let asked = try clinic.wire.questions.compactMap {
                $0["body"]?["input"]?["data"]?.text("certno")
            }
            #expect(asked == [Inpatient.never.number])
        }
    }
}
