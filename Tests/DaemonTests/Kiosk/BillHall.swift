import Foundation
import HTTPTypes
import Hospital
import Hub
import Hummingbird
import HummingbirdTesting
import Lab
import Logging
import NIOCore
import Storage
import Testing

@testable import Daemon

/// A hall whose kiosks K1 and K2 show bills: real doors and store, a folder for a printer.
struct BillHall {
    let house: House
    let clock = TestClock("2026-11-22T08:00:00+08:00")
    let folder: URL
    private let app: Application<RouterResponder<Passage>>

    /// - Parameter printers: In YAML; a folder where left out.
    init(
        need: String = "card", printers: String? = nil,
        over engine: (any Engine)? = nil
    ) async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "bills-\(UUID())")
        let yaml = """
            halls:
              - id: draw
                queues: [{id: A, name: 门诊, nameEn: Outpatient}]
                windows: [{id: "1", name: 1号窗口, queues: [A]}]
                routing: {otherwise: A}
                kiosks:
                  - {id: K1, printer: front, billPrinter: bills, billsNeed: \(need)}
                  - {id: K2, printer: front}
                  - {id: K3}
            printers:
              - {id: front, kind: folder, queue: "\(folder.path)/tickets"}
              - \(printers ?? "{id: bills, kind: folder, queue: \"\(folder.path)/bills\"}")
            connectors: {teller: {counter: "1"}}
            """
        let store = Store(engine: try engine ?? SQLiteEngine.temporary())
        let clock = clock
        house = try await Daemon(
            settings: Settings.parse(yaml, named: "test", roster: [Teller.self]), store: store,
            furniture: URL(filePath: FileManager.default.currentDirectoryPath),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            roster: [Teller.self], now: { clock.now }, onOpen: { _ in }
        ).house
        app = Application(responder: house.router().buildResponder())
        try await store.write { transaction in
            for (id, name, card, number) in [
                ("P1", "单晓明", "6200000001", "350102199003070012"),
                ("P2", "李华", "6200000002", "35010219900307002X"),
            ] {
                let patient = Patient(
                    id: id, name: name, cards: [card],
                    documents: [.init(type: "resident", number: number)])
                try Records.save(patient, at: clock.now, in: transaction)
            }
            let stranger = Patient(id: "P3", name: "无证", cards: ["6200000003"])
            try Records.save(stranger, at: clock.now, in: transaction)
        }
    }

    var teller: Teller {
        get throws { try #require(house.connectors["teller"]?.connector as? Teller) }
    }

    /// What lies in the bill printer's folder.
    func paper() -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder.path + "/bills")) ?? []
    }

    /// Runs `body` with a kiosk's page for each of the names.
    func open(
        _ names: [String] = ["K1"],
        _ body: @escaping @Sendable ([KioskPage]) async throws -> Void
    ) async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        var tokens: [String] = []
        for name in names {
            tokens.append(
                try await house.store.makeToken(
                    role: .kiosk, scope: name, by: "test", at: clock.now))
        }
        try await app.test(.router) { [tokens] client in
            try await body(
                zip(names, tokens).map { KioskPage(kiosk: $0, token: $1, client: client) })
        }
    }
}

/// What a kiosk's page sends.
struct KioskPage: Sendable {
    let kiosk: String
    let token: String
    let client: any TestClientProtocol

    struct Reply: Sendable {
        let status: Int
        let json: JSON

        /// The last word of a problem's type.
        var problem: String? { text("type")?.split(separator: ":").last.map(String.init) }

        func text(_ member: String) -> String? {
            if case .string(let text)? = json[member] { text } else { nil }
        }

        /// How far the paper is.
        var print: String? {
            if case .string(let text)? = json["print"]?["state"] { text } else { nil }
        }
    }

    func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: String? = nil,
        session: String? = nil, key: String? = nil
    ) async throws -> Reply {
        var headers: HTTPFields = [.authorization: "Bearer \(token)"]
        headers[.patientSession] = session
        headers[.idempotencyKey] = key
        return try await client.execute(
            uri: path, method: method, headers: headers,
            body: body.map { ByteBuffer(string: $0) }
        ) { response in
            let bytes = Data(response.body.readableBytesView)
            return Reply(
                status: Int(response.status.code),
                json: bytes.isEmpty ? .null : try JSON(parsing: bytes))
        }
    }

    func show(_ card: String) async throws -> Reply {
        try await send(.post, "/api/v1/kiosks/\(kiosk)/patient", #"{"card":"\#(card)"}"#)
    }

    /// The session that a card must open.
    func session(_ card: String = "6200000001") async throws -> String {
        try #require(try await show(card).text("session"))
    }

    func ask(_ operation: String, session: String?) async throws -> Reply {
        try await send(
            .post, "/api/v1/connectors/teller/\(operation)", "{}", session: session)
    }

    func print(
        _ bill: String = "B1", session: String?, key: String? = "k1",
        operation: String = "bill.print"
    ) async throws -> Reply {
        try await send(
            .post, "/api/v1/kiosks/\(kiosk)/documents",
            #"{"connector":"teller","operation":"\#(operation)","body":{"bill":"\#(bill)"}}"#,
            session: session, key: key)
    }
}
