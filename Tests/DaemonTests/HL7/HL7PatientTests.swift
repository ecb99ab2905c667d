import Foundation
import Hospital
import Testing
import Wires

@testable import Daemon

struct HL7PatientTests {
    func patient(_ pid: String, _ kind: String = "ADT^A04") throws -> HISEvent.PatientData {
        guard case .patient(let patient)? = try translation().events(of: hl7(kind, pid)).first?.data
        else { throw NotOne() }
        return patient
    }
    struct NotOne: Error {}

    @Test(arguments: [
        ("ADT^A01", HISEvent.Kind.patientRegistered), ("ADT^A04", .patientRegistered),
        ("ADT^A08", .patientUpdated),
    ])
    func `patients are registered and updated`(type: String, kind: HISEvent.Kind) throws {
        let message = try hl7(type, "EVN||20261122", "PID|1||P1^^^HIS^PI||单^晓明", "PV1|1|O")
        #expect(try translation().events(of: message).map(\.kind) == [kind])
    }

    @Test func `name, sex, birth, phone and identifiers are read`() throws {
        let patient = try patient(
            "PID|1||P1^^^HIS^PI~6200000001^^^HIS^HC~350102199003070012^^^GA^NI~X^^^Y^ZZ||Shan^Xiaoming^^^^^L^A~单^晓明^^^^^L^I||199003071200|F|||||13800000000"
        )
        #expect(patient.patient == "P1")
        #expect(patient.name == "单晓明")
        #expect(patient.sex == .female)
        #expect(patient.birthDate == "1990-03-07")
        #expect(patient.phone == "13800000000")
        #expect(patient.cards == ["6200000001"])
        #expect(patient.documents.map(\.type) == ["resident"])
        #expect(patient.documents.map(\.number) == ["350102199003070012"])
    }

    @Test(arguments: [("单晓明", "单晓明"), ("欧阳^明", "欧阳明"), ("Smith^John", "John Smith")])
    func `names are joined as their script joins them`(field: String, name: String) throws {
        #expect(try patient("PID|1||P1||\(field)").name == name)
    }

    @Test func `a deletion mark and an odd sex say nothing`() throws {
        let patient = try patient("PID|1||P1||A||\"\"|O|||||\"\"")
        #expect(patient.birthDate == nil)
        #expect(patient.sex == .unknown)
        #expect(patient.phone == nil)
    }
}
