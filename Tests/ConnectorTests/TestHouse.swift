import Foundation
import HTTPTypes
import Hub
import Hummingbird
import HummingbirdTesting
import Hospital
import Lab
import Logging
import NIOCore
import Storage
import TestKit

@testable import Daemon

/// A house whose only connector is the courier, whose other side is a server of the test's.
struct TestHouse {
    let store: Store
    let house: House
    let courier: RawServer

    /// - Parameters:
    ///   - port: Where the courier is called; his own server's where nil.
    ///   - answering: What the courier's server says to each request.
    init(
        port: Int? = nil,
        answering answer: @escaping @Sendable (String) -> String = { _ in "here" }
    ) async throws {
        courier = try RawServer { connection in
            while let asked = connection.request() {
                let said = answer(asked)
                connection.send(
                    "HTTP/1.1 200 OK\r\nContent-Length: \(said.utf8.count)\r\n\r\n\(said)")
            }
        }
        let key = FileManager.default.temporaryDirectory.appending(path: "key-\(UUID().uuidString)")
        try Data("k1".utf8).write(to: key)
        defer { try? FileManager.default.removeItem(at: key) }
        store = Store(
            engine: try SQLiteEngine.temporary(migrations: CourierConnector.tables))
        house = try await Daemon(
            settings: Settings.parse(
                """
                connectors:
                  courier:
                    url: http://127.0.0.1:\(port ?? courier.port)
                    key: file:\(key.path)
                    counters: {benbu: {code: C1, floors: [1]}}
                """, named: "test", roster: [CourierConnector.self]),
            store: store, furniture: URL(filePath: FileManager.default.currentDirectoryPath),
            logger: Stage.logger, roster: [CourierConnector.self], now: { Example.moment },
            onOpen: { _ in }
        ).house
    }

    /// An answer, read.
    struct Heard: Sendable {
        let status: Int
        let type: String
        let headers: HTTPFields
        let body: Data
        var text: String { String(decoding: body, as: UTF8.self) }
        var json: JSON? { try? JSON(parsing: body) }
    }

    func badge(_ role: Badge.Role, at place: String? = nil) async throws -> String {
        try await store.makeToken(role: role, scope: place, by: "test", at: Example.moment)
    }

    /// Asks through the router, as the doors are asked.
    func ask(
        _ path: String, as token: String? = nil, _ headers: [String: String] = [:],
        body: String = "", method: HTTPRequest.Method = .post
    ) async throws -> Heard {
        var fields = HTTPFields()
        if let token { fields[.authorization] = "Bearer \(token)" }
        for (name, value) in headers {
            if let name = HTTPField.Name(name) { fields[name] = value }
        }
        let app = Application(responder: house.router().buildResponder())
        return try await app.test(.router) { [fields] client in
            try await client.execute(
                uri: path, method: method, headers: fields, body: ByteBuffer(string: body)
            ) { response in
                Heard(
                    status: Int(response.status.code),
                    type: response.headers[.contentType] ?? "", headers: response.headers,
                    body: Data(response.body.readableBytesView))
            }
        }
    }

    func get(_ path: String, as token: String? = nil) async throws -> Heard {
        try await ask(path, as: token, method: .get)
    }

    /// The status that one router gives to a bare POST; a router has its turnstiles for itself.
    func ask(
        over responder: some HTTPResponder<Passage> & Sendable, _ path: String
    ) async throws -> Int {
        try await Application(responder: responder).test(.router) { client in
            try await client.execute(uri: path, method: .post) { Int($0.status.code) }
        }
    }
}
