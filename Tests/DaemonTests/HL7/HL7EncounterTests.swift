import Foundation
import Hospital
import Synchronization
import Testing
import Wires

@testable import Daemon

/// Visits and stays, as ADT messages tell them.
struct HL7EncounterTests {
    static let pid = "PID|1||P1^^^HIS^PI||单^晓明||19900307|F|||鼓楼区1号^^福州市^福建省|||||||Z8"
    static let evn = segment("EVN", [2: "20261122090000", 6: "20261122085900"])

    static func visit(_ class: String, _ more: [Int: String] = [:]) -> String {
        segment(
            "PV1",
            [1: "1", 2: `class`, 3: "W1&一病区^101^12^1001&心内科", 7: "D7^王^医生", 19: "Y1"].merging(more)
            {
                _, new in new
            })
    }

    func events(_ kind: String, _ segments: String...) throws -> [HISEvent] {
        try translation().events(of: hl7(kind, segments))
    }

    func movement(_ event: HISEvent?) throws -> StayMovement {
        guard case .stay(let movement)? = event?.data else { throw NotOne() }
        return movement
    }
    struct NotOne: Error {}

    let east = Date(timeIntervalSince1970: 1_795_309_200)  // 2026-11-22 09:00 at the hospital

    @Test func `A01 of an inpatient registers and admits`() throws {
        let admitted = Self.visit("I", [44: "20261122080000", 50: "Z88"])
        let events = try events("ADT^A01", Self.evn, Self.pid, admitted)
        #expect(events.map(\.kind) == [.patientRegistered, .stayAdmitted])
        #expect(events.map(\.id) == ["LIS-42.1", "LIS-42.2"])
        guard case .patient(let patient)? = events.first?.data else { throw NotOne() }
        #expect(patient.address == "福建省福州市鼓楼区1号")
        let movement = try movement(events.last)
        #expect(movement.stay == "Y1")
        #expect(movement.happenedAt == east - 3600)
        guard case .admitted(let admission) = movement.step else { throw NotOne() }
        #expect([admission.patient, admission.number, admission.campus] == ["P1", "Z88", "benbu"])
        #expect(admission.place.department == Coding(code: "1001", name: "心内科"))
        #expect(admission.place.ward == Coding(code: "W1", name: "一病区"))
        #expect(admission.place.bed == "12")
        #expect(admission.place.doctor == Clinician(id: "D7", name: "王医生"))
    }

    @Test(arguments: ["ADT^A01", "ADT^A04"])
    func `of an outpatient A01 and A04 register and open the visit`(kind: String) throws {
        let events = try events(kind, Self.evn, Self.pid, Self.visit("E", [10: "2001^急诊科"]))
        #expect(events.map(\.kind) == [.patientRegistered, .visitOpened])
        guard case .visit(let visit)? = events.last?.data else { throw NotOne() }
        #expect(
            [visit.id, visit.patient, visit.number, visit.campus] == ["Y1", "P1", "Z8", "benbu"])
        #expect(visit.kind == .emergency)
        #expect(visit.department == Coding(code: "2001", name: "急诊科"))
        #expect(visit.openedAt == east - 60)
        let clinic = try self.events("ADT^A04", Self.pid, Self.visit("O"))
        guard case .visit(let plain)? = clinic.last?.data else { throw NotOne() }
        #expect(plain.kind == .outpatient)
        #expect(plain.department == Coding(code: "1001", name: "心内科"))
    }

    @Test func `a visit without a number is not opened, a stay without one is refused`() throws {
        #expect(
            try events("ADT^A04", Self.pid, Self.visit("O", [19: ""])).map(\.kind)
                == [.patientRegistered])
        for kind in ["A01", "A02", "A03", "A11", "A12", "A13"] {
            #expect {
                try events("ADT^\(kind)", Self.pid, Self.visit("I", [19: ""]))
            } throws: {
                ($0 as? HL7Translation.Untranslatable)?.fault.location == "PV1^1^19"
            }
        }
    }

    @Test func `A02 moves a patient`() throws {
        let events = try events(
            "ADT^A02", Self.evn, Self.pid, Self.visit("I", [3: "W2^^3^1002^^^^^二病区"]))
        #expect(events.map(\.kind) == [.stayTransferred])
        #expect(events.map(\.id) == ["LIS-42"])
        let movement = try movement(events.first)
        #expect(movement.happenedAt == east - 60)
        guard case .transferred(let place) = movement.step else { throw NotOne() }
        #expect(place.department == Coding(code: "1002"))
        #expect(place.ward == Coding(code: "W2", name: "二病区"))
        #expect(place.bed == "3")
        #expect {
            try self.events("ADT^A02", Self.pid, Self.visit("I", [3: ""]))
        } throws: {
            ($0 as? HL7Translation.Untranslatable)?.fault.location == "PV1^1^3"
        }
    }

    @Test func `A12 moves a patient back, to PV1-3 or where that is silent to PV1-6`() throws {
        for fields in [[3: "W1^^12", 6: "W2^^3"], [3: "", 6: "W1^^12"]] {
            let events = try events("ADT^A12", Self.pid, Self.visit("I", fields))
            #expect(events.map(\.kind) == [.stayTransferred])
            guard case .transferred(let place) = try movement(events.first).step else {
                throw NotOne()
            }
            #expect(place.ward?.code == "W1")
            #expect(place.bed == "12")
        }
    }

    @Test func `A03 discharges, A13 takes it back, A11 takes the admission back`() throws {
        let left = try events(
            "ADT^A03", Self.evn, Self.pid, Self.visit("I", [45: "20261122083000"]))
        #expect(left.map(\.kind) == [.stayDischarged])
        #expect(try movement(left.first).happenedAt == east - 1800)
        #expect(try movement(left.first).step == .discharged)
        let back = try events("ADT^A13", Self.evn, Self.pid, Self.visit("I"))
        #expect(back.map(\.kind) == [.stayDischargeCancelled])
        #expect(try movement(back.first).happenedAt == east - 60)
        let never = try events("ADT^A11", Self.evn, Self.pid, Self.visit("I"))
        #expect(never.map(\.kind) == [.stayAdmissionCancelled])
        #expect(try movement(never.first).step == .admissionCancelled)
    }

    @Test func `a visit ends with A03 and A11, and has no other steps`() throws {
        for kind in ["A03", "A11"] {
            let events = try events("ADT^\(kind)", Self.pid, Self.visit("O"))
            #expect(events.map(\.data) == [.visitClosed(visit: "Y1")])
        }
        for kind in ["A02", "A12", "A13"] {
            #expect(try events("ADT^\(kind)", Self.pid, Self.visit("O")).isEmpty)
        }
    }

    @Test(arguments: ["ADT^A05", "ADT^A06", "ADT^", "ORU^R02", "OML^O33"])
    func `other triggers are refused by name`(kind: String) throws {
        let message = try hl7(kind, "EVN|")
        #expect {
            try translation().events(of: message)
        } throws: {
            ($0 as? HL7Translation.Untranslatable)?.fault.condition == .unsupportedEvent
        }
    }

    @Test(arguments: [(false, 2), (true, 1)])
    func `an order registers its patient where nobody knows them`(
        isKnown: Bool, count: Int
    ) async throws {
        let kept = Mutex<[HISEvent]>([])
        let asked = Mutex<[String]>([])
        let door = HL7Door(translation()) { id in
            asked.withLock { $0.append(id) }
            return isKnown
        } keep: { events in
            kept.withLock { $0 += events }
        }
        let message = try hl7("ORM^O01", Self.pid, "ORC|NW|L1", "OBR|1|L1||CBC")
        #expect(try await door.answer(message) == .accepted)
        #expect(asked.withLock { $0 } == ["P1"])
        let events = kept.withLock { $0 }
        #expect(events.count == count)
        #expect(events.last?.kind == .orderPaid)
        #expect(events.last?.id == "LIS-42")
        #expect(events.first?.id == (isKnown ? "LIS-42" : "LIS-42.P"))
    }

    @Test(arguments: ["PID|1||P1", "PID|1||P1||单^晓明||19901399"])
    func `an order stands whatever its PID lacks`(pid: String) async throws {
        let kept = Mutex<[HISEvent]>([])
        let door = HL7Door(translation(), isKnown: { _ in false }) { events in
            kept.withLock { $0 += events }
        }
        let message = try hl7("OML^O21", pid, "ORC|NW|L1", "OBR|1|L1||CBC")
        #expect(try await door.answer(message) == .accepted)
        #expect(kept.withLock { $0 }.map(\.kind) == [.orderPaid])
    }
}
