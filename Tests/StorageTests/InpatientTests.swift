import Foundation
import Hospital
import Testing

@testable import Storage

/// Many stays looked at together are the same as looked at one by one.
struct InpatientTests {
    private let now = Date(timeIntervalSince1970: 1_795_320_000)

    private func admit(
        _ stay: String, _ patient: String, in transaction: any Transaction, after: TimeInterval = 0
    ) throws {
        try Records.entry(
            StayMovement(
                stay: stay,
                step: .admitted(.init(patient: patient, campus: "benbu", place: Stay.Place())),
                happenedAt: now + after, toldAt: now + after), campus: "benbu"
        ).save(in: transaction)
    }

    @Test func `movements, stays, birth dates and who is here come by their owners`() async throws {
        let engine = try SQLiteEngine.temporary()
        try await engine.write { transaction in
            try admit("Y1", "P1", in: transaction)
            try admit("Y2", "P1", in: transaction, after: 60)
            try admit("Y3", "P2", in: transaction)
            try Records.entry(
                StayMovement(stay: "Y3", step: .discharged, happenedAt: now, toldAt: now + 1),
                campus: "benbu"
            ).save(in: transaction)
            try Records.entry(
                StayMovement(stay: "Y9", step: .discharged, happenedAt: now, toldAt: now),
                campus: "benbu"
            ).save(in: transaction)
            try Records.save(
                Patient(id: "P1", name: "单晓明", sex: .unknown, birthDate: "1990-03-07"), at: now,
                in: transaction)
        }
        try await engine.read { transaction in
            let movements = try Records.movements(
                ofStays: ["Y1", "Y3", "Y8"], in: transaction)
            #expect(Set(movements.keys) == ["Y1", "Y3"])
            #expect(
                try movements["Y3"] == Records.movements(of: "Y3", in: transaction))
            let stays = try Records.stays(["Y1", "Y3", "Y9"], in: transaction)
            #expect(Set(stays.keys) == ["Y1", "Y3"], "one without an admission is nobody's")
            #expect(try stays["Y3"] == Records.stay(id: "Y3", in: transaction))
            let siblings = try Records.stays(ofPatients: ["P1", "P2"], in: transaction)
            #expect(siblings["P1"]?.map(\.id) == ["Y1", "Y2"])
            #expect(
                try Records.birthDates(of: ["P1", "P2"], in: transaction) == ["P1": "1990-03-07"])
            #expect(try Records.openStays(in: transaction).map(\.stay) == ["Y1", "Y2"])
        }
        try await engine.close()
    }

    @Test func `serial numbers taken together follow one another`() async throws {
        let engine = try SQLiteEngine.temporary()
        let taken = try await engine.write { transaction in
            [
                try Serials.take(3, of: "lines", in: transaction),
                try Serials.take(1, of: "lines", in: transaction),
                try Serials.take(2, of: "others", in: transaction),
            ]
        }
        #expect(taken == [1..<4, 4..<5, 1..<3])
        #expect(try await engine.write { try Serials.next("lines", in: $0) } == 5)
        try await engine.close()
    }
}
