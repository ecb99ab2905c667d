import Foundation
import Testing

@testable import Counterparties

/// What a counterparty still knows after it was killed.
struct JournalTests {
    private func folder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "journal-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    @Test func `books, receipts, noises and switches outlive the process`() async throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "bosi.journal")
        let before = try Teller(journal: file)
        let deposit = try await before.ask("invoicePayMentVoucher", Forms.deposit, noise: "used")
        try await before.ask("writeOffPayMentVoucher", Forms.refund(deposit, yuan: "400"))
        try await before.control("POST", "switches", ["invalidPaperAlsoReverses": false])

        let after = try Teller(journal: file)
        #expect(after.ledger == before.ledger)
        #expect(after.bosi.switches() == before.bosi.switches())
        let again = try await after.ask("invoicePayMentVoucher", Forms.deposit, noise: "used")
        #expect(again.code == "E0003")
        let over = try await after.ask(
            "writeOffPayMentVoucher", Forms.refund(deposit, yuan: "600.01"))
        #expect(over.code == "E0010")
    }

    @Test func `half a line, cut by the kill, is nothing`() async throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "bosi.journal")
        let before = try Teller(journal: file)
        try await before.ask("invEBillRegistration", Forms.registration)
        let whole = try Data(contentsOf: file)
        // Inside the last line, which has the bill.
        for length in [whole.count - 1, whole.count - 200] {
            try whole.prefix(length).write(to: file)
            let after = try Teller(journal: file)
            #expect(after.ledger["bills"] == [])
            #expect(after.tally("REG-1-1", "invEBillRegistration") == [1, 0])
            let again = try await after.ask("invEBillRegistration", Forms.registration)
            #expect(again.code == "S0000")
            #expect(try Teller(journal: file).ledger == after.ledger)
        }
    }

    @Test func `a reset forgets all but the keys, on disk too`() async throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "bosi.journal")
        let teller = try Teller(journal: file)
        try await teller.ask("invEBillRegistration", Forms.registration)
        try await teller.control("POST", "faults", ["fault": "hang"])
        try await teller.control("POST", "reset")
        #expect(teller.ledger["bills"] == [] && teller.ledger["numbers"] == [])
        let bill = try await teller.ask("invEBillRegistration", Forms.registration)
        #expect(bill["billNo"] == "0000000001")
        #expect(try Teller(journal: file).ledger == teller.ledger)
    }
}
