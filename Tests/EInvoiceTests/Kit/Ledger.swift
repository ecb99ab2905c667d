import ConnectorKit
import Foundation
import Hospital

@testable import EInvoice

/// The platform's own account, which judges the tests.
struct Ledger {
    let json: JSON
    let requests: [JSON]

    init(_ wire: SimulatedWire) throws {
        json = try wire.ledger(of: "bosi")
        requests = try wire.requests(to: "bosi").list("requests")
    }

    struct Entry: Equatable {
        let busNo: String
        let busType: String
        let fen: Int
        let place: String
        let isRed: Bool
        let isValid: Bool
        let remark: String
        let paper: String?
    }

    var bills: [Entry] {
        json.list("bills").map { bill in
            Entry(
                busNo: bill.text("busNo") ?? "", busType: bill.text("busType") ?? "",
                fen: bill.whole("fen") ?? 0, place: bill.text("placeCode") ?? "",
                isRed: bill["isRed"] == .bool(true), isValid: bill["isValid"] == .bool(true),
                remark: bill.text("remark") ?? "", paper: bill.text("paper"))
        }
    }

    /// Bills that count.
    var valid: [Entry] { bills.filter(\.isValid) }
    var red: [Entry] { bills.filter(\.isRed) }

    func remaining(_ busNo: String) -> Int? {
        json.list("vouchers").first { $0.text("busNo") == busNo }?.whole("remaining")
    }

    /// How often `service` did what it was asked.
    func accepted(_ service: String, _ busNo: String? = nil) -> Int {
        json.list("accepted").filter {
            $0.text("service") == service && (busNo == nil || $0.text("busNo") == busNo)
        }.count
    }

    func received(_ service: String) -> [JSON] {
        requests.filter { $0.text("service") == service }
    }

    /// The services in the order in which they were asked.
    var services: [String] { requests.compactMap { $0.text("service") } }

    /// What each request said: none of it twice in the same wrapping.
    var noises: [String] { requests.compactMap { $0.text("noise") } }
}
