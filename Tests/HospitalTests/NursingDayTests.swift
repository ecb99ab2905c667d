import Foundation
import Testing

@testable import Hospital

/// What wards tell of single days, and of moves that were told wrongly before.
struct NursingDayTests {
    private func record(_ members: String) throws -> NursingRecord? {
        let event = try decode(
            #"{"id":"e","type":"nursing.served","at":"2026-11-22T09:00:00+08:00","campus":"benbu","data":{\#(members)}}"#
        )
        guard case .nursing(let record) = event.data else { return nil }
        return record
    }

    @Test func `a nursing record is read whole`() throws {
        let record = try #require(
            try record(
                #""stay":"Y1","day":"2026-11-21","department":{"code":"1001"},"served":true,"recordedBy":"N7""#
            ))
        #expect([record.stay, record.day, record.recordedBy] == ["Y1", "2026-11-21", "N7"])
        #expect(record.department == Coding(code: "1001"))
        #expect(record.isServed)
    }

    @Test(arguments: [
        (#""day":"2026-11-21","served":true"#, "data.stay"),
        (#""stay":"Y1","served":true"#, "data.day"),
        (#""stay":"Y1","day":"2026-02-30","served":true"#, "data.day"),
        (#""stay":"Y1","day":"2026-11-21""#, "data.served"),
        (#""stay":"Y1","day":"2026-11-21","served":"yes""#, "data.served"),
        (#""stay":"Y1","day":"2026-11-21","served":true,"department":"1001""#, "data.department"),
    ])
    func `what a nursing record lacks is said by name`(members: String, member: String) {
        let error = #expect(throws: HISEvent.Malformed.self) { try record(members) }
        #expect(error?.member == member)
    }

    private func moved(_ members: String, hour: Int) throws -> StayMovement {
        try StayTests.movement(StayTests.event("stay.transferred", members, hour: hour))
    }

    private func places(_ movements: [StayMovement]) -> [String] {
        movements.corrected.compactMap { movement in
            guard case .transferred(let place) = movement.step else { return nil }
            return "\(place.department?.code ?? "") \(place.bed ?? "")"
        }
    }

    @Test func `a transfer told again under its number stands where it stood`() throws {
        let movements = [
            try moved(#","transfer":"T1","department":{"code":"B"}"#, hour: 9),
            try moved(#","transfer":"T2","department":{"code":"C"}"#, hour: 10),
            try moved(#","transfer":"T1","department":{"code":"D"}"#, hour: 11),
        ]
        #expect(places(movements) == ["D ", "C "])
        #expect(places(movements.reversed()) == ["D ", "C "])
    }

    @Test func `a transfer that did not take place is taken back by its number`() throws {
        let movements = [
            try moved(#","transfer":"T1","department":{"code":"B"}"#, hour: 9),
            try moved(#","transfer":"T1","cancelled":true"#, hour: 11),
        ]
        #expect(places(movements) == [])
        let error = #expect(throws: HISEvent.Malformed.self) {
            try moved(#","cancelled":true"#, hour: 9)
        }
        #expect(error?.member == "data.transfer")
    }

    @Test func `a transfer to the very same place is one told again; to another bed it is not`()
        throws
    {
        let first = try moved(#","department":{"code":"B"},"bed":"1""#, hour: 9)
        let again = try moved(
            #","department":{"code":"B"},"bed":"1","at":"2026-11-22T08:00:00+08:00""#, hour: 11)
        let bed = try moved(#","department":{"code":"B"},"bed":"2""#, hour: 12)
        #expect(places([first, again, bed]) == ["B 1", "B 2"])
        #expect([first, again].corrected.map(\.happenedAt) == [again.happenedAt])
    }
}
