import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Lab
import Logging
import Storage
import Testing

@testable import Daemon

struct OpenAPITests {
    private func daemon() async throws -> Daemon {
        try await Daemon(
            settings: Settings.parse(TestHall.yaml, named: "test"),
            store: Store(engine: SQLiteEngine.temporary()),
            furniture: URL(filePath: FileManager.default.currentDirectoryPath),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, onOpen: { _ in })
    }

    @Test func `the description names every route of the interface, and no other`() async throws {
        let house = try await daemon().house
        let router = house.router()
        let routed = Set(
            router.routes.map { "\($0.method.rawValue) \($0.path)" }
                .filter {
                    $0.contains("/api/") || $0.contains("/health/") || $0.contains("/metrics")
                })
        let app = Application(responder: router.buildResponder())
        let bytes = try await app.test(.router) { client in
            try await client.execute(uri: "/openapi.json", method: .get) {
                Data($0.body.readableBytesView)
            }
        }
        let whole = try #require(
            try JSONSerialization.jsonObject(with: bytes) as? [String: Any])
        let paths = try #require(whole["paths"] as? [String: [String: Any]])
        let described = Set(
            paths.flatMap { path, methods in methods.keys.map { "\($0.uppercased()) \(path)" } }
                .filter { !$0.contains("/openapi.json") })
        #expect(described == routed)
    }

    @Test func `a door stays shut without a badge, and opens for the right one`() async throws {
        let house = try await daemon().house
        let kiosk = try await house.store.makeToken(
            role: .kiosk, scope: "K1", by: "test", at: Date())
        let app = Application(responder: house.router().buildResponder())
        try await app.test(.router) { client in
            for door in house.doors where !door.who.isEmpty {
                let path = door.path.replacing(/\{[a-z]+\}/, with: "1")
                try await client.execute(uri: path, method: door.method) { response in
                    #expect(response.status == .unauthorized, "\(door.method) \(path)")
                }
                guard !door.who.contains(.kiosk) else { continue }
                try await client.execute(
                    uri: path, method: door.method,
                    headers: [.authorization: "Bearer \(kiosk)"]
                ) { response in
                    #expect(response.status == .forbidden, "\(door.method) \(path)")
                }
            }
        }
    }
}
