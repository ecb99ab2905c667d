import Foundation
import Testing

@testable import Hospital

struct StayTests {
    static let noon = Date(timeIntervalSince1970: 1_795_320_000)

    static func event(
        _ type: String, _ members: String, hour: Int, minute: Int = 0
    ) throws -> HISEvent {
        let two = { (number: Int) in (number < 10 ? "0" : "") + "\(number)" }
        return try decode(
            #"{"id":"e","type":"\#(type)","at":"2026-11-22T\#(two(hour)):\#(two(minute)):00+08:00","campus":"benbu","data":{"stay":"Y1"\#(members)}}"#
        )
    }

    static func movement(_ event: HISEvent) throws -> StayMovement {
        guard case .stay(let movement) = event.data else {
            throw HISEvent.Malformed(member: "data", problem: .missing)
        }
        return movement
    }

    static let admitted = #"""
        ,"patient":"P1","number":"Z88","department":{"code":"1001","name":"心内科"},"ward":{"code":"W1","name":"一病区"},"bed":"12","doctor":{"id":"D7","name":"王医生"},"admittedAt":"2026-11-22T07:00:00+08:00"
        """#
    static let moved = #","department":{"code":"1002","name":"外科"},"ward":{"code":"W2"},"bed":"3""#

    @Test func `an admission is read whole`() throws {
        let movement = try Self.movement(Self.event("stay.admitted", Self.admitted, hour: 8))
        let stay = try #require(Stay(id: "Y1", movements: [movement]))
        #expect([stay.id, stay.patient, stay.number, stay.campus] == ["Y1", "P1", "Z88", "benbu"])
        #expect(stay.place.department == Coding(code: "1001", name: "心内科"))
        #expect(stay.place.ward == Coding(code: "W1", name: "一病区"))
        #expect(stay.place.bed == "12")
        #expect(stay.place.doctor == Clinician(id: "D7", name: "王医生"))
        #expect(stay.admittedAt == Date(timeIntervalSince1970: 1_795_302_000))
        #expect(stay.state == .admitted)
    }

    @Test func `a patient moves, leaves and comes back to the bed`() throws {
        var movements = [
            try Self.movement(Self.event("stay.admitted", Self.admitted, hour: 8)),
            try Self.movement(Self.event("stay.transferred", Self.moved, hour: 9)),
        ]
        var stay = try #require(Stay(id: "Y1", movements: movements))
        #expect(stay.place.department?.code == "1002")
        #expect(stay.place.ward == Coding(code: "W2"))
        #expect(stay.place.bed == "3")
        #expect(stay.place.doctor?.id == "D7")

        let left = #","dischargedAt":"2026-11-22T10:30:00+08:00""#
        movements.append(try Self.movement(Self.event("stay.discharged", left, hour: 11)))
        stay = try #require(Stay(id: "Y1", movements: movements))
        #expect(stay.state == .discharged)
        #expect(stay.dischargedAt == Date(timeIntervalSince1970: 1_795_314_600))

        movements.append(try Self.movement(Self.event("stay.dischargeCancelled", "", hour: 12)))
        stay = try #require(Stay(id: "Y1", movements: movements))
        #expect(stay.state == .admitted)
        #expect(stay.dischargedAt == nil)
        #expect(stay.place.bed == "3")
    }

    @Test func `a bed of another ward is not taken along`() throws {
        let movements = [
            try Self.movement(Self.event("stay.admitted", Self.admitted, hour: 8)),
            try Self.movement(
                Self.event("stay.transferred", #","ward":{"code":"W9"}"#, hour: 9)),
        ]
        let stay = try #require(Stay(id: "Y1", movements: movements))
        #expect(stay.place.department?.code == "1001")
        #expect(stay.place.ward?.code == "W9")
        #expect(stay.place.bed == nil)
        let turned =
            movements + [
                try Self.movement(Self.event("stay.transferred", #","bed":"7""#, hour: 10))
            ]
        #expect(Stay(id: "Y1", movements: turned)?.place.ward?.code == "W9")
        #expect(Stay(id: "Y1", movements: turned)?.place.bed == "7")
    }

    @Test func `a cancelled admission counts until the patient is admitted again`() throws {
        let admission = try Self.movement(Self.event("stay.admitted", Self.admitted, hour: 8))
        let cancelled = try Self.movement(Self.event("stay.admissionCancelled", "", hour: 9))
        let again = try Self.movement(Self.event("stay.admitted", Self.admitted, hour: 10))
        #expect(Stay(id: "Y1", movements: [cancelled]) == nil)
        #expect(Stay(id: "Y1", movements: [cancelled, admission])?.state == .cancelled)
        #expect(Stay(id: "Y1", movements: [again, cancelled, admission])?.state == .admitted)
    }

    @Test(arguments: 0..<100)
    func `whatever the order of arrival, a stay ends the same`(seed: UInt64) throws {
        var dice = Dice(seed)
        let kinds = [
            ("stay.admitted", Self.admitted), ("stay.transferred", Self.moved),
            ("stay.transferred", #","ward":{"code":"W9"}"#), ("stay.transferred", #","bed":"1""#),
            ("stay.discharged", ""), ("stay.dischargeCancelled", ""),
            ("stay.admissionCancelled", ""),
        ]
        let minutes = (0..<59).shuffled(using: &dice).prefix(8)
        var movements = try minutes.map { minute in
            let (type, members) = kinds.randomElement(using: &dice) ?? kinds[0]
            return try Self.movement(Self.event(type, members, hour: 8, minute: minute))
        }
        let expected = Stay(id: "Y1", movements: movements)
        for _ in 0..<10 {
            movements.shuffle(using: &dice)
            #expect(Stay(id: "Y1", movements: movements) == expected)
        }
    }

    @Test func `a stay without its number or a broken time is refused`() throws {
        #expect(throws: HISEvent.Malformed(member: "data.patient", problem: .missing)) {
            try Self.event("stay.admitted", "", hour: 8)
        }
        #expect(throws: HISEvent.Malformed(member: "data.dischargedAt", problem: .notAMoment)) {
            try Self.event("stay.discharged", #","dischargedAt":"today""#, hour: 8)
        }
        #expect(throws: HISEvent.Malformed(member: "data.ward", problem: .wrongKind(.object))) {
            try Self.event("stay.transferred", #","ward":"W1""#, hour: 8)
        }
    }
}
