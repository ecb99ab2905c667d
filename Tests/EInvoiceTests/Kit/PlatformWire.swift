import Foundation
import Logging
import Synchronization
import Wires

@testable import Counterparties

/// The simulated platform on a wire without a network: its own code, its own faults.
final class PlatformWire: HTTPWire {
    static let key = "keyOfBenbuForTests"
    static let appid = "APPBENBU"

    private let bosi: Bosi
    private let stage: Stage
    private let isCut = Mutex(false)

    init(clock: @escaping @Sendable () -> Date) throws {
        let campus = Campus(
            name: "benbu", appid: Self.appid, key: Self.key,
            placeCodes: ["W01", "W02", "K01", "APP"], ordinal: 1)
        bosi = try Bosi(campuses: [campus], journal: nil, generator: Dice(seed: 7))
        stage = Stage(counterparties: [bosi], logger: Logger(label: "test"), now: clock)
    }

    func exchange(_ call: HTTPCall, within limit: Duration) async throws -> HTTPAnswer {
        if isCut.withLock({ $0 }) {
            throw WireError(.unsent, whom: "platform", reason: "connection refused")
        }
        guard let url = URL(string: call.url) else {
            throw WireError(.unsent, whom: "platform", reason: "no address")
        }
        var headers: [String: String] = [:]
        for (name, value) in call.headers { headers[name.lowercased()] = value }
        let target = url.path + (url.query.map { "?\($0)" } ?? "")
        let parcel = await stage.answer(
            Counterparties.Request(
                method: call.method, target: target, headers: headers, body: Array(call.body),
                origin: "http://platform"))
        guard parcel.carriage == .whole else {
            throw WireError(.unanswered, whom: "platform", reason: "closed without an answer")
        }
        return HTTPAnswer(
            status: parcel.reply.status, headers: [:], body: Data(parcel.reply.body))
    }

    /// Nobody is at the other end.
    func cut(_ isCut: Bool = true) { self.isCut.withLock { $0 = isCut } }

    /// The next `times` requests of `service` meet a fault, such as `dropAfterCommit`.
    func fault(_ fault: String, on service: String = "*", times: Int = 1) async throws {
        try await control(
            "POST", "faults", #"{"on":"\#(service)","times":\#(times),"fault":"\#(fault)"}"#)
    }

    /// As a fault with more to it, in JSON.
    func fault(json: String) async throws { try await control("POST", "faults", json) }

    func heal() async throws { try await control("DELETE", "faults", nil) }

    func turn(_ switches: String) async throws { try await control("POST", "switches", switches) }

    private func control(_ method: String, _ route: String, _ body: String?) async throws {
        let parcel = await stage.answer(
            Counterparties.Request(
                method: method, target: "/control/bosi/\(route)",
                body: body.map { Array($0.utf8) } ?? []))
        guard parcel.reply.status < 300 else { throw Refused(status: parcel.reply.status) }
    }

    struct Refused: Error { let status: Int }

    /// What it was asked and did, in JSON.
    var ledgerText: String { bosi.ledger(of: nil).serialised }
    var requestsText: String { bosi.requests(last: 10_000).serialised }

    private struct Dice: RandomNumberGenerator {
        var seed: UInt64
        mutating func next() -> UInt64 {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return seed ^ (seed >> 29)
        }
    }
}
