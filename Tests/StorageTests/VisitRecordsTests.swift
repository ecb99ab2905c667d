import Foundation
import Hospital
import Storage
import Testing

/// Visits, stays, staff and departments as the HIS tells them.
struct VisitRecordsTests {
    let visit = Visit(
        id: "V1", patient: "P1", number: "M5", campus: "benbu", kind: .emergency,
        department: Coding(code: "1001", name: "心内科"), doctor: Clinician(id: "D7", name: "王医生"),
        openedAt: moment())

    @Test(arguments: EngineMaker.all)
    func `a visit is found by its number and its patient, and ends`(
        maker: EngineMaker
    ) async throws {
        let visit = visit
        try await maker.with { engine in
            try await engine.write { transaction in
                try Records.entry(visit, at: moment()).save(in: transaction)
                let older = Visit(
                    id: "V0", patient: "P1", number: "M5", campus: "benbu", openedAt: moment(-60))
                try Records.entry(older, at: moment(-60)).save(in: transaction)
            }
            try await engine.read { transaction throws in
                #expect(try Records.visit(id: "V1", in: transaction) == visit)
                #expect(try Records.visits(of: "P1", in: transaction).map(\.id) == ["V1", "V0"])
                #expect(
                    try Records.visits(numbered: "M5", in: transaction).map(\.id) == ["V1", "V0"])
                #expect(try Records.visits(of: "P2", in: transaction) == [])
            }
            try await engine.write {
                try Records.entry(closing: "V1", campus: "benbu", at: moment(9)).save(in: $0)
            }
            let closed = try await engine.read { try Records.visit(id: "V1", in: $0) }
            #expect(closed?.closedAt == moment(9))
        }
    }

    @Test(arguments: EngineMaker.all)
    func `a visit closed before it is opened waits for its patient`(
        maker: EngineMaker
    ) async throws {
        let visit = visit
        try await maker.with { engine in
            try await engine.write { transaction in
                try Records.entry(closing: "V1", campus: "benbu", at: moment(9))
                    .save(in: transaction)
                #expect(try Records.visit(id: "V1", in: transaction) == nil)
                try Records.entry(visit, at: moment()).save(in: transaction)
            }
            var expected = visit
            expected.closedAt = moment(9)
            let found = try await engine.read { try Records.visit(id: "V1", in: $0) }
            #expect(found == expected)
        }
    }

    @Test(arguments: EngineMaker.all)
    func `a patient is found by outpatient and inpatient number`(
        maker: EngineMaker
    ) async throws {
        let visit = visit
        try await maker.with { engine in
            try await engine.write { transaction in
                for id in ["P1", "P2"] {
                    try Records.save(
                        Patient(id: id, name: id, address: "鼓楼区"), at: moment(), in: transaction)
                }
                try Records.entry(visit, at: moment()).save(in: transaction)
                try Records.entry(admission("Y1", patient: "P2", number: "Z8"), campus: "benbu")
                    .save(in: transaction)
            }
            for (key, id) in [("V1", "P1"), ("M5", "P1"), ("Z8", "P2")] {
                #expect(try await patient(key, engine)?.id == id, "by \(key)")
            }
            #expect(try await patient("M5", engine)?.address == "鼓楼区")
            // Two patients under one number: nobody is called.
            try await engine.write {
                try Records.entry(admission("Y2", patient: "P2", number: "M5"), campus: "benbu")
                    .save(in: $0)
            }
            #expect(try await patient("M5", engine) == nil)
        }
    }

    @Test(arguments: EngineMaker.all)
    func `a stay is found by number, patient and ward, where it is now`(
        maker: EngineMaker
    ) async throws {
        try await maker.with { engine in
            try await engine.write { transaction in
                let moved = StayMovement.Step.transferred(
                    to: .init(ward: Coding(code: "W2", name: "二病区"), bed: "3"))
                for movement in [
                    movement("Y1", moved, 5), admission("Y1", patient: "P1", number: "Z8"),
                    admission("Y2", patient: "P2", number: "Z9"),
                    movement("Y2", .discharged, 7),
                ] {
                    try Records.entry(movement, campus: "benbu").save(in: transaction)
                }
            }
            try await engine.read { transaction in
                let stay = try #require(try Records.stay(id: "Y1", in: transaction))
                #expect(stay.place.ward == Coding(code: "W2", name: "二病区"))
                #expect(stay.place.doctor == Clinician(id: "D7", name: "王医生"))
                #expect(stay.place.bed == "3")
                #expect([stay.patient, stay.number, stay.campus] == ["P1", "Z8", "benbu"])
                #expect(try Records.stays(numbered: "Z8", in: transaction) == [stay])
                #expect(try Records.stays(of: "P1", in: transaction) == [stay])
                #expect(try Records.inpatients(ofWard: "W2", in: transaction) == [stay])
                #expect(try Records.inpatients(ofWard: "W1", in: transaction) == [])
                let gone = try #require(try Records.stay(id: "Y2", in: transaction))
                #expect(gone.state == .discharged)
                #expect(gone.dischargedAt == moment(7))
                let steps = try Records.movements(of: "Y1", in: transaction).map(\.toldAt)
                #expect(steps == [moment(), moment(5)])
            }
        }
    }

    @Test(arguments: EngineMaker.all)
    func `a stay without an admission is nobody's`(maker: EngineMaker) async throws {
        try await maker.with { engine in
            try await engine.write {
                try Records.entry(movement("Y1", .discharged, 1), campus: "benbu").save(in: $0)
            }
            try await engine.read { transaction throws in
                #expect(try Records.stay(id: "Y1", in: transaction) == nil)
            }
        }
    }

    @Test(arguments: EngineMaker.all)
    func `staff and departments are known by number until they leave`(
        maker: EngineMaker
    ) async throws {
        let member = StaffMember(
            id: "U07", name: "收费员甲", department: "1001", title: "主管", phone: "8001",
            codes: ["insurance": "D35"])
        let department = Department(
            id: "1001", name: "心内科", kind: "clinical", campus: "jinshan",
            codes: ["insurance": "A03"])
        try await maker.with { engine in
            try await engine.write { transaction in
                try Records.entry(member, at: moment()).save(in: transaction)
                try Records.entry(department, at: moment()).save(in: transaction)
            }
            try await engine.read { transaction throws in
                #expect(try Records.staffMember(id: "U07", in: transaction) == member)
                #expect(try Records.staff(of: "1001", in: transaction) == [member])
                #expect(try Records.department(id: "1001", in: transaction) == department)
                #expect(try Records.departments(in: transaction) == [department])
            }
            try await engine.write { transaction in
                var (left, closed) = (member, department)
                left.isActive = false
                closed.isActive = false
                try Records.entry(left, at: moment(1)).save(in: transaction)
                try Records.entry(closed, at: moment(1)).save(in: transaction)
            }
            try await engine.read { transaction throws in
                #expect(try Records.staff(of: "1001", in: transaction) == [])
                #expect(try Records.departments(in: transaction) == [])
                #expect(try Records.staffMember(id: "U07", in: transaction)?.isActive == false)
            }
        }
    }
}

func movement(_ stay: String, _ step: StayMovement.Step, _ minute: Double) -> StayMovement {
    StayMovement(stay: stay, step: step, happenedAt: moment(minute), toldAt: moment(minute))
}

func admission(
    _ stay: String, patient: String, number: String, minute: Double = 0
) -> StayMovement {
    movement(
        stay,
        .admitted(
            .init(
                patient: patient, number: number, campus: "benbu",
                place: .init(
                    department: Coding(code: "1001"), ward: Coding(code: "W1", name: "一病区"),
                    bed: "12", doctor: Clinician(id: "D7", name: "王医生")))), minute)
}
