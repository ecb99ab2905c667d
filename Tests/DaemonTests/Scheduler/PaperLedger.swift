import Foundation
import Hospital
import Hub
import Lab
import Storage
import Wires

@testable import Daemon

/// What a counterparty accepted, in a file that outlives the processes of a test.
///
/// It accepts whatever it is told, a repeat as well: that nothing comes twice is our part.
struct PaperLedger: Sendable {
    let file: URL

    func note(_ line: String) {
        let handle = open(file.path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        defer { close(handle) }
        let bytes = Array("\(line)\n".utf8)
        _ = write(handle, bytes, bytes.count)
    }

    var all: [String] {
        ((try? String(contentsOf: file, encoding: .utf8)) ?? "").split(separator: "\n")
            .map(String.init)
    }

    /// The numbers accepted, in order.
    var accepted: [String] {
        all.filter { $0.hasPrefix("accepted ") }.map { String($0.dropFirst(9)) }
    }

    /// What happened to one number, in order.
    func story(of number: String) -> [String] {
        all.filter { $0.hasSuffix(" \(number)") }.map { String($0.prefix { $0 != " " }) }
    }

    /// A connector that tells this counterparty, and asks it by number where that is in doubt.
    func connector(_ policy: LanePolicy = .quick, fate: Fate? = nil) -> ScriptedConnector {
        var connector = ScriptedConnector(policy)
        connector.tell = { attempt in
            let number = attempt.delivery.number ?? ""
            let wire = ScriptedWire { _ in
                fate?.pass(.sending) { note("cut \(number)") }
                note("accepted \(number)")
                fate?.pass(.accepted)
                return "yes"
            }
            _ = try await attempt.exchange("take", over: wire)
            fate?.pass(.answered)
            return keeping(number, attempt.now, fate)
        }
        connector.ask = { attempt in
            let number = attempt.delivery.number ?? ""
            let wire = ScriptedWire { _ in
                note("asked \(number)")
                fate?.pass(.asking)
                return story(of: number).contains("accepted") ? "yes" : "no"
            }
            return try await attempt.exchange("have you", over: wire) == "yes"
                ? keeping(number, attempt.now, fate) : .retry(because: "they have it not")
        }
        return connector
    }

    private func keeping(_ number: String, _ now: Date, _ fate: Fate?) -> Outcome {
        .delivered.keeping { transaction in
            try Records.bind(card: "told \(number)", to: "P", at: now, in: transaction)
            fate?.pass(.keeping)
        }
    }
}
