import ConnectorKit
import Foundation
import Hospital

/// The insurance platform's own account, which judges the tests.
struct Fund {
    let json: JSON
    let requests: [JSON]

    init(_ wire: SimulatedWire) throws {
        json = try wire.ledger(of: "insurer")
        requests = try wire.requests(to: "insurer").list("requests")
    }

    /// The fund's number of a settlement of the HIS.
    static func number(_ settlement: String) -> String { "350100\(settlement)" }

    /// Where a list stands in the books, whatever queries see: `0`, `1`, or nil where none is.
    func list(_ settlement: String) -> String? { entry(settlement)?.text("stas_type") }

    func isValid(_ settlement: String) -> Bool {
        entry(settlement)?["isValid"] == .bool(true)
    }

    private func entry(_ settlement: String) -> JSON? {
        json.list("settlements").first { $0.text("setl_id") == Self.number(settlement) }
    }

    /// The services asked about a settlement, in order, with the state asked for.
    func asked(_ settlement: String) -> [String] {
        json.list("calls").filter { $0.text("setl_id") == Self.number(settlement) }.map { call in
            [call.text("infno"), call.text("stas_type")].compactMap { $0 }
                .joined(separator: "→")
        }
    }

    /// What was done, in the order it was done.
    var accepted: [String] {
        json.list("accepted").map { call in
            [call.text("infno"), call.text("stas_type")].compactMap { $0 }
                .joined(separator: "→")
        }
    }

    /// Codes of what was refused.
    var refused: [String] {
        json.list("refused").compactMap { call in
            call.list("codes").first.flatMap {
                if case .string(let code) = $0 { code } else { nil }
            }
        }
    }

    /// Every message's number.
    var msgids: [String] { requests.compactMap { $0["body"]?.text("msgid") } }
}
