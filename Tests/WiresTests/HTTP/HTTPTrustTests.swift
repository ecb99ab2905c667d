import Foundation
import TestKit
import Testing

@testable import Wires

/// Whom the wire speaks to over TLS.
struct HTTPTrustTests {
    private func ask(_ server: TLSServer, over wire: HTTPClientWire) async throws -> Int {
        try await wire.exchange(
            HTTPCall("GET", "https://127.0.0.1:\(server.port)/", body: Data()),
            within: .seconds(20)
        ).status
    }

    private static let valid = (from: "200101000000Z", until: "490101000000Z")
    private static let expired = (from: "200101000000Z", until: "200102000000Z")

    @Test func `a certificate of an authority we trust is taken`() async throws {
        let server = try await TLSServer(valid: Self.valid)
        let wire = try HTTPClientWire(trusting: [server.certificate])
        #expect(try await ask(server, over: wire) == 200)
    }

    @Test func `a certificate nobody vouches for leaves the call unsent`() async throws {
        let server = try await TLSServer(valid: Self.valid)
        let error = await #expect(throws: WireError.self) {
            try await ask(server, over: HTTPClientWire())
        }
        #expect(error?.kind == .unsent)
    }

    @Test func `an expired certificate leaves the call unsent`() async throws {
        let server = try await TLSServer(valid: Self.expired)
        let error = await #expect(throws: WireError.self) {
            try await ask(server, over: HTTPClientWire(trusting: [server.certificate]))
        }
        #expect(error?.kind == .unsent)
        let reason = error?.reason ?? ""
        #expect(reason.lowercased().contains("certificate"), "\(reason)")
    }

    @Test func `a file that holds no certificate is said before anything is called`() {
        #expect(throws: (any Error).self) { try HTTPClientWire(trusting: ["/dev/null"]) }
    }
}
