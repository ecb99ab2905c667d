import ConnectorKit
import Foundation
import Hospital
import Hub
import TestKit
import Testing
import Wires

@testable import EInvoice

/// Kiosks: what a patient who has shown who they are may ask for.
struct KioskTests {
    private static let issuing: [(String, JSON, String, String)] = [
        ("§1.3.1", Events.registration("S1", source: "kiosk", point: "K1"), "reg-S1-1", "06"),
        ("§1.3.2", Events.settled("S1", source: "kiosk", point: "K1"), "out-S1-1", "02"),
        ("§1.3.3", Events.deposit("D1", source: "kiosk", point: "K1"), "dep-D1-1", "07"),
        ("§1.3.4", Events.discharge("S1", source: "kiosk", point: "K1"), "inp-S1-1", "01"),
    ]

    @Test(arguments: 0..<4)
    func `§1.3.1 §1.3.2 §1.3.3 §1.3.4 what was paid at a kiosk is billed at its point`(
        clause: Int
    ) async throws {
        let (_, event, busNo, busType) = Self.issuing[clause]
        try await Clinic.open { clinic in
            try await clinic.tell(event)
            try await clinic.until(busNo, is: .issued)
            let bill = try #require(try clinic.ledger.bills.first)
            #expect(bill.place == "K01")
            #expect(bill.busType == busType)
        }
    }

    @Test(arguments: [("settlement", "S1", "out-S1-1"), ("deposit", "D1", "dep-D1-1")])
    func `§1.3.1 §1.3.2 §1.3.3 §1.3.4 a kiosk asks for a bill, and gets the same one again`(
        member: String, number: String, busNo: String
    ) async throws {
        try await Clinic.open({ $0.issuesAtOnce = [] }) { clinic in
            try await clinic.tell(Events.settled("S1"))
            try await clinic.tell(Events.deposit("D1"))
            let body: JSON = .object([member: .string(number)])
            #expect(try clinic.ledger.bills.isEmpty)
            let first = try await clinic.ask("einvoice/bill.issue", body, as: .kiosk("P1"))
            #expect(first.text("state") == "issued")
            #expect(first.text("bill") == busNo)
            let second = try await clinic.ask("einvoice/bill.issue", body, as: .kiosk("P1"))
            #expect(second == first)
            #expect(try clinic.ledger.bills.map(\.place) == ["K01"])
        }
    }

    @Test func `§1.3.5 only bills not yet printed are listed, and only the patient's`()
        async throws
    {
        try await Clinic.open { clinic in
            try await clinic.tell(Events.patient("P2", name: "王二", card: "6200000002"))
            for number in 1...3 { try await clinic.tell(Events.settled("S\(number)")) }
            try await clinic.tell(Events.settled("S4", patient: "P2"))
            for number in 1...4 { try await clinic.until("out-S\(number)-1", is: .issued) }
            clinic.clock.advance(by: 3_600)
            // One was printed here, one is on paper: the platform knows only of the second.
            _ = try await clinic.ask(
                "einvoice/bill.printed", ["bill": "out-S1-1", "print": "p"], as: .kiosk("P1"))
            _ = try await clinic.ask("einvoice/paper.exchange", ["bill": "out-S2-1"], as: .cashier)
            let list = try await clinic.ask("einvoice/bills.unprinted", [:], as: .kiosk("P1"))
            #expect(list.list("bills").compactMap { $0.text("bill") } == ["out-S3-1"])
            #expect(list["notice"] == .null)
            #expect(try !clinic.ledger.received("getEBillUnPrintList").isEmpty)
        }
    }

    @Test func `§1.3.5 with the platform down our own list is shown, with a notice`()
        async throws
    {
        try await Clinic.open { clinic in
            try await clinic.tell(Events.settled("S1"))
            try await clinic.until("out-S1-1", is: .issued)
            clinic.clock.advance(by: 60)
            clinic.wire.cut()
            let list = try await clinic.ask("einvoice/bills.unprinted", [:], as: .kiosk("P1"))
            #expect(list.list("bills").compactMap { $0.text("bill") } == ["out-S1-1"])
            #expect(list["notice"] != .null)
        }
    }

    private static let printing: [(JSON, String, String)] = [
        (Events.settled("S1"), "out-S1-1", "outpatient"),
        (Events.deposit("D1"), "dep-D1-1", "deposit"),
        (Events.discharge("S1"), "inp-S1-1", "discharge"),
    ]

    @Test(arguments: 0..<3)
    func `§1.3.6 §1.3.7 §1.3.8 a kiosk lists one kind and prints it, a few times a day`(
        clause: Int
    ) async throws {
        let (event, busNo, kind) = Self.printing[clause]
        try await Clinic.open({ $0.printsPerDay = 2 }) { clinic in
            try await clinic.tell(event)
            try await clinic.until(busNo, is: .issued)
            let list = try await clinic.ask(
                "einvoice/bills", ["kind": .string(kind)], as: .kiosk("P1"))
            #expect(list.list("bills").compactMap { $0.text("bill") } == [busNo])
            for print in 1...2 {
                let document = try await clinic.document(
                    "einvoice/bill.print", ["bill": .string(busNo)], as: .kiosk("P1"))
                #expect(document.bytes.starts(with: Data("%PDF-".utf8)))
                let after = try #require(document.after)
                #expect(after.operation == "bill.printed")
                guard case .object(var body) = after.body else { return }
                body["print"] = .string("p\(print)")
                // The patient may have left before the paper came.
                _ = try await clinic.ask(
                    "einvoice/\(after.operation)", .object(body), as: .kiosk(nil))
            }
            let error = await #expect(throws: Declined.self) {
                try await clinic.document(
                    "einvoice/bill.print", ["bill": .string(busNo)], as: .kiosk("P1"))
            }
            #expect(error?.name == "printed-enough")
            clinic.clock.advance(by: 86_400)
            _ = try await clinic.document(
                "einvoice/bill.print", ["bill": .string(busNo)], as: .kiosk("P1"))
        }
    }

    @Test func `§1.3.6 a bill reversed on the platform alone is not printed`() async throws {
        try await Clinic.open { clinic in
            try await clinic.tell(Events.settled("S1"))
            let bill = try await clinic.until("out-S1-1", is: .issued)
            let numbers = try #require(bill.numbers)
            _ = try await clinic.connector.bureau.platform(of: "benbu").ask(
                .reverse,
                [
                    "billBatchCode": .string(numbers.batch), "billNo": .string(numbers.number),
                    "reason": "x", "operator": "x", "busDateTime": "20261123100000000",
                    "placeCode": "W01",
                ], by: { try await $1.exchange($0, within: .seconds(5)) })
            let error = await #expect(throws: Declined.self) {
                try await clinic.document(
                    "einvoice/bill.print", ["bill": "out-S1-1"], as: .kiosk("P1"))
            }
            #expect(error?.name == "bill-void")
        }
    }
}
