import ConnectorKit
import Foundation
import Hospital
import Hub
import Lab
import Storage
import TestKit
import Testing

@testable import EInvoice

/// Our books beside the platform's, day by day.
struct ReconciliationTests {
    private func entry(_ number: Int, fen: Int = 100, isValid: Bool = true) -> Comparison.Entry {
        Comparison.Entry(
            busNo: "b\(number)", batch: "B", number: "\(number)", amount: Money(fen: fen),
            isValid: isValid)
    }

    @Test func `the same books differ in nothing`() {
        let books = (1...50).map { entry($0) }
        #expect(Comparison.differences(.issued, ours: books, theirs: books.reversed()).isEmpty)
    }

    @Test func `each difference has its repair`() {
        let found = Comparison.differences(
            .issued, ours: [entry(1), entry(2), entry(4, isValid: false)],
            theirs: [entry(2, fen: 200), entry(3), entry(5)], underway: ["b5"])
        #expect(
            found.map { "\($0.busNo) \($0.repair.rawValue)" }
                == ["b1 reissue", "b2 look", "b3 reverse", "b4 look"])
    }

    @Test func `a red bill on one side only is for a person`() {
        let found = Comparison.differences(.reversed, ours: [entry(1)], theirs: [entry(2)])
        #expect(found.map(\.repair) == [.look, .look])
    }

    @Test func `a bill of nobody's is found and reversed on the platform`() async throws {
        try await Clinic.open { clinic in
            try await clinic.tell(Events.settled("S1"))
            let bill = try await clinic.until("out-S1-1", is: .issued)
            try await clinic.reconcile()
            #expect(try await clinic.differences().isEmpty)
            // As after a restore from an old backup.
            try await clinic.store.write {
                _ = try $0.execute("DELETE FROM einvoiceBill WHERE busNo = 'out-S1-1'")
            }
            try await clinic.reconcile()
            let found = try #require(try await clinic.differences().first)
            #expect(found.repair == .reverse)
            #expect(found.number == bill.numbers?.number)
            let repairs = Repairs(bureau: try clinic.connector.bureau, at: clinic.clock.now)
            let now = clinic.clock.now
            try await clinic.store.write { transaction in
                let errand = try #require(
                    try repairs.start(found, by: "staff U09", in: transaction))
                try Outbox.enqueue(errand, at: now, in: transaction)
                let started = try Differences.row(found.id, in: transaction)
                // Somebody else who presses the same button starts nothing.
                #expect(
                    try started.flatMap { row in
                        try repairs.start(row, by: "staff U08", in: transaction)
                    } == nil)
            }
            clinic.wake()
            try await clinic.untilQuiet()
            #expect(try clinic.ledger.valid.isEmpty)
            #expect(try await clinic.differences().isEmpty)
        }
    }

    @Test func `every night each point and kind of yesterday is looked at once`() async throws {
        try await Clinic.open { clinic in
            let schedule = try #require(try clinic.connector.timetable.first)
            let at = WallClock.morning
            let errands = try await clinic.store.read {
                try schedule.errands(
                    Schedule.Tick(schedule: schedule.name, at: at, day: BusinessDay(of: at)), $0)
            }
            #expect(errands.count == 4 * 4)
            #expect(Set(errands.compactMap(\.number)).count == 16)
            #expect(errands.allSatisfy { $0.payload.text("day") == "2026-11-22" })
        }
    }
}
