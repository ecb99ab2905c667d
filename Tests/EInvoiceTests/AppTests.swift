import ConnectorKit
import Foundation
import Hospital
import Hub
import TestKit
import Testing

@testable import EInvoice

/// The hospital's app: its patients' own bills, generated, viewed, downloaded.
struct AppTests {
    private static let kinds: [(JSON, String)] = [
        (Events.registration("S1", source: "app", point: "app"), "reg-S1-1"),
        (Events.settled("S1", source: "app", point: "app"), "out-S1-1"),
        (Events.deposit("D1", source: "app", point: "app"), "dep-D1-1"),
        (Events.discharge("S1", source: "app", point: "app"), "inp-S1-1"),
    ]

    @Test(arguments: 0..<4)
    func `§1.4.1 §1.4.2 §1.4.3 §1.4.4 the app generates, views and downloads a bill`(
        clause: Int
    ) async throws {
        let (event, busNo) = Self.kinds[clause]
        try await Clinic.open({ $0.issuesAtOnce = [.window] }) { clinic in
            try await clinic.tell(event)
            #expect(try clinic.ledger.bills.isEmpty)
            let member = busNo.hasPrefix("dep") ? "deposit" : "settlement"
            let number = busNo.hasPrefix("dep") ? "D1" : "S1"
            let issued = try await clinic.ask(
                "einvoice/bill.issue", .object([member: .string(number)]), as: .app("P1"))
            #expect(issued.text("bill") == busNo)
            #expect(try clinic.ledger.bills.map(\.place) == ["APP"])
            let view = try await clinic.ask(
                "einvoice/bill.view", ["bill": .string(busNo)], as: .app("P1"))
            #expect(view.text("url")?.contains("/net/") == true)
            for (format, magic) in [("pdf", "%PDF-"), ("png", "\u{89}PNG")] {
                let file = try await clinic.document(
                    "einvoice/bill.download", ["bill": .string(busNo), "format": .string(format)],
                    as: .app("P1"))
                #expect(file.mediaType == (format == "pdf" ? "application/pdf" : "image/png"))
                #expect(file.bytes.starts(with: Data(magic.unicodeScalars.map { UInt8($0.value) })))
            }
        }
    }

    @Test func `§1.4.1 the address inside the hospital is never given to a phone`() async throws {
        try await Clinic.open { clinic in
            try await clinic.wire.turn(#"{"givesNetPictures":false}"#)
            try await clinic.tell(Events.registration("S1"))
            let bill = try await clinic.until("reg-S1-1", is: .issued)
            #expect(bill.picture != nil)
            let view = try await clinic.ask(
                "einvoice/bill.view", ["bill": "reg-S1-1"], as: .app("P1"))
            #expect(view["url"] == .null)
            #expect(!view.text.contains("platform"))
            let file = try await clinic.document(
                "einvoice/bill.download", ["bill": "reg-S1-1"], as: .app("P1"))
            #expect(file.mediaType == "application/pdf")
        }
    }

    @Test func `§11.8 somebody else's bill is answered like one that does not exist`()
        async throws
    {
        try await Clinic.open { clinic in
            try await clinic.tell(Events.settled("S1"))
            try await clinic.until("out-S1-1", is: .issued)
            for caller in [Caller.app("P2"), .app(nil), .kiosk("P2"), .kiosk(nil)] {
                for operation in ["einvoice/bill.view", "einvoice/bill.download"] {
                    let theirs = await #expect(throws: Declined.self) {
                        _ = try await clinic.ask(operation, ["bill": "out-S1-1"], as: caller)
                    }
                    let none = await #expect(throws: Declined.self) {
                        _ = try await clinic.ask(operation, ["bill": "out-S9-1"], as: caller)
                    }
                    #expect(theirs == none)
                }
                let issue = await #expect(throws: Declined.self) {
                    _ = try await clinic.ask(
                        "einvoice/bill.issue", ["settlement": "S1"], as: caller)
                }
                #expect(issue?.kind == .unknown)
            }
            let list = try await clinic.ask("einvoice/bills", ["patient": "P1"], as: .app("P2"))
            #expect(list.list("bills").isEmpty)
        }
    }
}
