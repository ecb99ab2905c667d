import Foundation
import Hospital
import Hub
import Wires

/// The platform as one campus reaches it: an address and an account.
struct Platform: Sendable {
    let campus: String
    /// Such as `https://einvoice.hospital.lan`, without a slash at its end.
    let address: String
    let envelope: Envelope
    let http: any HTTPWire
    /// Random bits, for noise.
    let random: @Sendable () -> UInt64

    /// Carries a call; the evidence is kept by whoever lends it.
    typealias Carry = @Sendable (HTTPCall, any HTTPWire) async throws -> HTTPAnswer

    /// Asks a service; what the wire could not do is part of the answer, never thrown.
    func ask(_ service: Service, _ business: JSON, by carry: Carry) async throws -> Reply {
        do {
            return Reply(try await carry(call(service, business), http), for: envelope)
        } catch let error as WireError {
            return Reply(error)
        }
    }

    func call(_ service: Service, _ business: JSON) -> HTTPCall {
        HTTPCall(
            "POST", "\(address)/medical-web/api/medical/\(service.rawValue)",
            headers: ["Content-Type": "application/json;charset=UTF-8"],
            body: Data(envelope.sealed(business.text, noise: noise()).text.utf8))
    }

    /// 32 hex digits, never the same twice.
    func noise() -> String {
        [random(), random()].map { bits in
            let hex = String(bits, radix: 16)
            return String(repeating: "0", count: 16 - hex.count) + hex
        }.joined()
    }
}

extension Attempt {
    var carry: Platform.Carry {
        { call, http in try await exchange(call, over: http) }
    }
}

extension Question {
    var carry: Platform.Carry {
        { call, http in try await exchange(call, over: http) }
    }
}
