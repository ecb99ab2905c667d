import Foundation
import Testing

@testable import Hospital

/// Visits, staff, departments and addresses.
struct HouseholdTests {
    func read(_ type: String, _ members: String) throws -> HISEvent.Payload {
        try decode(Bills.event(type, members)).data
    }

    @Test func `an opened visit is read whole`() throws {
        let members = #"""
            "visit":"V1","patient":"P1","number":"M5","department":{"code":"1001","name":"心内科"},
            "doctor":{"id":"D7","name":"王医生"},"kind":"emergency"
            """#
        guard case .visit(let visit) = try read("visit.opened", members) else {
            Issue.record("not a visit")
            return
        }
        #expect(
            [visit.id, visit.patient, visit.number, visit.campus] == ["V1", "P1", "M5", "benbu"])
        #expect(visit.kind == .emergency)
        #expect(visit.department == Coding(code: "1001", name: "心内科"))
        #expect(visit.doctor == Clinician(id: "D7", name: "王医生"))
        #expect(visit.openedAt == Date(timeIntervalSince1970: 1_795_309_200))
        #expect(visit.closedAt == nil)
        let earlier = members + #","at":"2026-11-22T08:00:00+08:00""#
        guard case .visit(let early) = try read("visit.opened", earlier) else { return }
        #expect(early.openedAt == Date(timeIntervalSince1970: 1_795_305_600))
        #expect(try read("visit.closed", #""visit":"V1""#) == .visitClosed(visit: "V1"))
        #expect(throws: HISEvent.Malformed.self) {
            try read("visit.opened", members.replacing("emergency", with: "holiday"))
        }
    }

    @Test func `staff and departments are read whole`() throws {
        let staff = #"""
            "staff":"U07","name":"收费员甲","department":"1001","title":"主管","phone":"8001",
            "active":false,"codes":{"insurance":"D35","empty":""}
            """#
        #expect(
            try read("staff.changed", staff)
                == .staff(
                    StaffMember(
                        id: "U07", name: "收费员甲", department: "1001", title: "主管", phone: "8001",
                        isActive: false, codes: ["insurance": "D35"])))
        let department = #"""
            "department":"1001","name":"心内科","kind":"clinical","campus":"jinshan",
            "codes":{"insurance":"A03"}
            """#
        #expect(
            try read("department.changed", department)
                == .department(
                    Department(
                        id: "1001", name: "心内科", kind: "clinical", campus: "jinshan",
                        codes: ["insurance": "A03"])))
        #expect(throws: HISEvent.Malformed(member: "data.codes.a", problem: .wrongKind(.text))) {
            try read("staff.changed", #""staff":"U1","name":"A","codes":{"a":1}"#)
        }
        #expect(!"\(try read("staff.changed", staff))".contains("收费员甲"))
    }

    @Test func `a patient may have an address and any kind of paper`() throws {
        let members = #"""
            "patient":"P1","name":"单晓明","address":"福州市鼓楼区","documents":[
            {"type":"resident","number":"350102199003070012"},{"type":"j","number":"J1"},
            {"type":"passport","number":"E1"}]
            """#
        guard case .patient(let patient) = try read("patient.updated", members) else {
            Issue.record("not a patient")
            return
        }
        #expect(patient.address == "福州市鼓楼区")
        #expect(patient.documents.map(\.type) == ["resident", "j", "passport"])
    }

    @Test func `what the house does not read is handed on, to be read with the same care`() throws {
        let event = try decode(Bills.event("death.recorded", #""patient":"P1","days":400"#))
        guard case .other(let json) = event.data else {
            Issue.record("read after all")
            return
        }
        let members = try Members(json)
        #expect(try members.text("patient") == "P1")
        #expect(throws: HISEvent.Malformed(member: "data.days", problem: .outOfRange(0...99))) {
            try members.optionalInteger("days", in: 0...99)
        }
        #expect(throws: HISEvent.Malformed(member: "data.cause", problem: .missing)) {
            try members.text("cause")
        }
    }
}
