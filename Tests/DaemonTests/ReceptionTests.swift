import Foundation
import Hospital
import Lab
import Storage
import Testing

@testable import Daemon

struct ReceptionTests {
    private func order(
        _ id: String, of patient: String, _ urgency: LabOrder.Urgency = .routine,
        state: LabOrder.State = .open
    ) -> LabOrder {
        LabOrder(
            id: id, patient: patient, campus: "benbu", urgency: urgency,
            items: [.init(code: "CBC", name: "血常规", tube: "purple")], state: state,
            orderedAt: Date(timeIntervalSince1970: 0))
    }

    private func hall(
        _ orders: [LabOrder], born: String = "1990-03-07"
    ) async throws -> TestHall {
        let hall = try await TestHall()
        let now = hall.clock.now
        let patient = Patient(
            id: "P1", name: "单晓明", sex: .female, birthDate: born, cards: ["6200000001"])
        try await hall.store.write { transaction in
            try Records.save(patient, at: now, in: transaction)
            for order in orders { try Records.save(order, at: now, in: transaction) }
        }
        return hall
    }

    private func label(_ hall: TestHall) async throws -> String? {
        let outcome = try await hall.reception.swipe(
            "6200000001", at: hall.desk, key: nil, by: "kiosk K1")
        guard case .issued(let id) = outcome else { return nil }
        return await hall.desk.read { line in line.tickets[id]?.label }
    }

    @Test func `§6.1 an adult's routine order goes to the usual queue`() async throws {
        #expect(try await label(hall([order("L1", of: "P1")])) == "A001")
    }

    @Test func `§6.4b an urgent order makes an emergency`() async throws {
        let hall = try await hall([order("L1", of: "P1"), order("L2", of: "P1", .urgent)])
        #expect(try await label(hall) == "E001")
        let ticket = await hall.desk.read { line in line.openTicket(of: "P1") }
        #expect(ticket?.class == .emergency)
        #expect(ticket?.orders == ["L1", "L2"])
    }

    @Test func `a timed order goes to the tolerance queue with its minutes`() async throws {
        let hall = try await hall([order("L1", of: "P1", .timed([0, 60, 120]))])
        #expect(try await label(hall) == "G001")
        #expect(await hall.desk.read { line in line.openTicket(of: "P1")?.redraws } == [60, 120])
    }

    @Test(arguments: [("2012-11-23", "C001"), ("2012-11-22", "A001")])
    func `a child is under fourteen to the day`(born: String, label: String) async throws {
        #expect(try await self.label(hall([order("L1", of: "P1")], born: born)) == label)
    }

    @Test func `the old go first from seventy on`() async throws {
        let hall = try await hall([order("L1", of: "P1")], born: "1956-11-22")
        _ = try await label(hall)
        #expect(await hall.desk.read { line in line.openTicket(of: "P1")?.class } == .priority)
    }

    @Test func `§6.1 each trouble has its own answer`() async throws {
        let unpaid = try await hall([order("L1", of: "P1", state: .unpaid)])
        await #expect(throws: Reception.Turned.unpaidOrders) { try await label(unpaid) }
        let none = try await hall([])
        await #expect(throws: Reception.Turned.noOrders) { try await label(none) }
        await #expect(throws: Reception.Turned.unknownCard) {
            try await none.reception.swipe("1", at: none.desk, key: nil, by: "kiosk K1")
        }
    }

    @Test func `§6.1 a second swipe gives the same ticket, a missed one returns`() async throws {
        let hall = try await hall([order("L1", of: "P1")])
        _ = try await label(hall)
        let second = try await hall.reception.swipe(
            "6200000001", at: hall.desk, key: nil, by: "kiosk K1")
        guard case .open(let id) = second else {
            Issue.record("the second swipe should give the open ticket")
            return
        }
        try await hall.desk.perform(.next("1"), by: "window 1")
        try await hall.desk.perform(.miss("1"), by: "window 1")
        let third = try await hall.reception.swipe(
            "6200000001", at: hall.desk, key: nil, by: "kiosk K1")
        guard case .returned(id) = third else {
            Issue.record("a swipe should return a missed ticket")
            return
        }
        #expect(await hall.desk.read { line in line.tickets[id]?.state } == .waiting)
    }

    @Test func `§6.1 a retried swipe gets the first answer`() async throws {
        let hall = try await hall([order("L1", of: "P1")])
        var ids: [TicketID] = []
        for _ in 0..<2 {
            let outcome = try await hall.reception.swipe(
                "6200000001", at: hall.desk, key: "k", by: "kiosk K1")
            guard case .issued(let id) = outcome else { continue }
            ids.append(id)
        }
        #expect(ids.count == 2)
        #expect(Set(ids).count == 1)
    }
}
