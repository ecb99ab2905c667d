import Counterparties
import Foundation
import Hospital
import Synchronization
import Wires

/// The simulated counterparties on a wire without a network: their own code, their own faults.
public final class SimulatedWire: HTTPWire {
    private let backstage: Backstage
    private let isCut = Mutex(false)

    package init(_ backstage: Backstage) { self.backstage = backstage }

    public func exchange(_ call: HTTPCall, within limit: Duration) async throws -> HTTPAnswer {
        if isCut.withLock({ $0 }) {
            throw WireError(.unsent, whom: "platform", reason: "connection refused")
        }
        guard let url = URL(string: call.url) else {
            throw WireError(.unsent, whom: "platform", reason: "no address")
        }
        let target = url.path + (url.query.map { "?\($0)" } ?? "")
        var headers: [String: String] = [:]
        for (name, value) in call.headers { headers[name] = value }
        guard
            let answer = await backstage.answer(
                call.method, target, headers: headers, body: Array(call.body))
        else {
            throw WireError(.unanswered, whom: "platform", reason: "closed without an answer")
        }
        return HTTPAnswer(status: answer.status, headers: [:], body: Data(answer.body))
    }

    /// Nobody is at the other end.
    public func cut(_ isCut: Bool = true) { self.isCut.withLock { $0 = isCut } }

    /// The next `times` requests of `service` meet a fault, such as `dropAfterCommit`.
    public func fault(
        _ fault: String, of counterparty: String, on service: String = "*", times: Int = 1
    ) async throws {
        try await control(
            "POST", "\(counterparty)/faults",
            #"{"on":"\#(service)","times":\#(times),"fault":"\#(fault)"}"#)
    }

    /// What a counterparty did, as it tells itself.
    public func ledger(of counterparty: String) throws -> JSON {
        try JSON(parsing: Data(backstage.ledger(of: counterparty) ?? []))
    }

    /// What it was asked, oldest first.
    public func requests(to counterparty: String) throws -> JSON {
        try JSON(parsing: Data(backstage.requests(to: counterparty) ?? []))
    }

    /// One of the control routes, such as `bosi/switches`.
    @discardableResult
    public func control(
        _ method: String, _ route: String, _ body: String = ""
    ) async throws -> JSON {
        let answer = await backstage.answer(
            method, "/control/\(route)", body: Array(body.utf8))
        guard let answer, answer.status < 300 else {
            throw Trouble("\(method) \(route): \(answer?.status ?? 0)")
        }
        return try JSON(parsing: Data(answer.body))
    }
}
