import ConnectorKit
import Foundation
import Hospital
import Hub
import Storage
import TestKit
import Testing

@testable import EInvoice

/// A hospital that comes back from a backup, while the platform has gone on.
struct RestoredTests {
    @Test
    func `§11.1 §11.2 §11.4 what the platform did after the backup is found there, not done again`()
        async throws
    {
        let folder = try Folder()
        try await Clinic.open { clinic in
            try await clinic.tell(Events.deposit("D1"))
            try await clinic.until("dep-D1-1", is: .issued)
            try await clinic.tell(Events.settled("S1"))
            try await clinic.until("out-S1-1", is: .issued)
            let now = clinic.clock.now
            let lanes = try clinic.connector.lanes.map(\.name)
            try await clinic.store.write { transaction in
                for lane in lanes { try Outbox.pause(lane, by: "it", at: now, in: transaction) }
            }
            try await clinic.tell(Events.depositRefund("F1", of: "D1", amount: 20_000))
            try await clinic.tell(Events.reversed("S1"))
            try await clinic.tell(Events.settled("S2"))
            try await clinic.store.backup(to: folder("backup"))
            try await resume(clinic, lanes)
            try await clinic.untilQuiet()
            try check(clinic)

            try await SQLiteEngine.restore(from: folder("backup"), into: folder("data"))
            let engine = try SQLiteEngine(
                folder: folder("data"), migrations: EInvoiceConnector.tables)
            try await clinic.reopen(over: Store(engine: engine)) { restored in
                #expect(try await restored.open.count == 3)
                try await resume(restored, lanes)
                try await restored.untilQuiet()
                #expect(try await restored.open.map(\.lastError) == [])
                try check(restored)
                let voucher = try await restored.store.read {
                    try Vouchers.of(deposit: "D1", in: $0)
                }
                #expect(voucher?.remaining == Money(fen: 30_000))
                #expect(try await restored.bill("out-S1-1")?.state == .voided)
                #expect(try await restored.bill("out-S2-1")?.state == .issued)
            }
            try await engine.close()
        }
    }

    @Test func `a bill put on paper after the backup takes no second blank`() async throws {
        let folder = try Folder()
        try await Clinic.open { clinic in
            try await clinic.tell(Events.settled("S1"))
            try await clinic.until("out-S1-1", is: .issued)
            let now = clinic.clock.now
            let lanes = try clinic.connector.lanes.map(\.name)
            let order = PaperOrder(
                bill: "out-S1-1", place: "W01", operator: "U07", before: 0, at: now)
            try await clinic.store.write { transaction in
                for lane in lanes { try Outbox.pause(lane, by: "it", at: now, in: transaction) }
                try Outbox.enqueue(
                    Errand(
                        connector: "einvoice", operation: "paper.exchange",
                        lane: "einvoice.benbu", key: "S1", number: order.number,
                        payload: order.payload), at: now, in: transaction)
            }
            try await clinic.store.backup(to: folder("backup"))
            try await resume(clinic, lanes)
            try await clinic.untilQuiet()
            let paper = try #require(try await clinic.bill("out-S1-1")?.paper)
            #expect(try clinic.ledger.accepted("turnPaper") == 1)

            try await SQLiteEngine.restore(from: folder("backup"), into: folder("data"))
            let engine = try SQLiteEngine(
                folder: folder("data"), migrations: EInvoiceConnector.tables)
            try await clinic.reopen(over: Store(engine: engine)) { restored in
                try await resume(restored, lanes)
                try await restored.untilQuiet()
                #expect(try await restored.bill("out-S1-1")?.paper == paper)
                let ledger = try restored.ledger
                #expect(ledger.accepted("turnPaper") + ledger.accepted("reTurnPaper") == 1)
            }
            try await engine.close()
        }
    }

    private func resume(_ clinic: Clinic, _ lanes: [String]) async throws {
        try await clinic.store.write { transaction in
            for lane in lanes { try Outbox.resume(lane, in: transaction) }
        }
        clinic.wake()
    }

    private func check(_ clinic: Clinic) throws {
        let ledger = try clinic.ledger
        #expect(ledger.remaining("dep-D1-1") == 30_000)
        // One for the refund, one for the reversal.
        #expect(ledger.red.count == 2)
        #expect(ledger.accepted("invoiceEBillOutpatient", "out-S2-1") == 1)
        #expect(ledger.valid.map(\.busNo).contains("out-S2-1"))
        #expect(!ledger.valid.map(\.busNo).contains("out-S1-1"))
    }
}
