import Foundation
import Logging
import Synchronization

@testable import Counterparties

/// Someone who talks to a platform of the test's own, with the key of one campus.
final class Teller: Sendable {
    static let benbu = Campus(
        name: "benbu", appid: "APPBENBU", key: "keyOfBenbu", placeCodes: ["W01", "W02"], ordinal: 1)
    static let jinshan = Campus(
        name: "jinshan", appid: "APPJINSHAN", key: "keyOfJinshan", placeCodes: ["J01"], ordinal: 2)

    let bosi: Bosi
    let stage: Stage
    /// Where the platform's clock stands; 2026-11-22 08:30 in Shanghai at first.
    let clock: Clock

    final class Clock: Sendable {
        private let date = Mutex(Date(timeIntervalSince1970: 1_795_307_400))
        var now: Date { date.withLock { $0 } }
        func advance(by seconds: TimeInterval) { date.withLock { $0 += seconds } }
    }

    init(journal: URL? = nil) throws {
        let clock = Clock()
        self.clock = clock
        bosi = try Bosi(
            campuses: [Self.benbu, Self.jinshan], journal: journal, generator: Dice(seed: 7))
        stage = Stage(counterparties: [bosi], logger: Logger(label: "test")) { clock.now }
    }

    /// An answer, opened.
    struct Answer: Equatable {
        let code: String
        let message: String
        /// Whether the campus's key fits the signature.
        let isSigned: Bool

        subscript(name: String) -> String {
            (try? JSON(parsing: message.utf8))?[name]?.text ?? ""
        }
        var json: JSON { (try? JSON(parsing: message.utf8)) ?? .null }
        /// The two numbers of the bill in it.
        var bill: KeyValuePairs<String, JSON> {
            ["billBatchCode": .string(self["billBatchCode"]), "billNo": .string(self["billNo"])]
        }
    }

    /// Signs, sends and opens.
    @discardableResult
    func ask(
        _ service: String, _ content: JSON, as campus: Campus = benbu,
        noise: String = UUID().uuidString
    ) async throws -> Answer {
        try await post(service, Self.envelope(content, as: campus, noise: noise), as: campus)
    }

    /// Sends a body as it is and opens the answer.
    func post(_ service: String, _ body: JSON, as campus: Campus = benbu) async throws -> Answer {
        let parcel = await stage.answer(Self.request(service, body))
        return try Self.open(parcel.reply.body, as: campus)
    }

    static func request(_ service: String, _ body: JSON) -> Request {
        Request(
            method: "POST", target: Bosi.servicePath + service,
            headers: ["content-type": "application/json;charset=UTF-8"], body: body.bytes,
            origin: "http://platform")
    }

    static func envelope(
        _ content: JSON, as campus: Campus = benbu, noise: String = UUID().uuidString
    ) -> JSON {
        envelope(data: Data(content.bytes).base64EncodedString(), as: campus, noise: noise)
    }

    static func envelope(data: String, as campus: Campus, noise: String) -> JSON {
        let sign = Signature.of(
            appid: campus.appid, data: data, noise: noise, key: campus.key, version: "1.0")
        return [
            "appid": .string(campus.appid), "data": .string(data), "noise": .string(noise),
            "version": "1.0", "sign": .string(sign),
        ]
    }

    static func open(_ body: [UInt8], as campus: Campus = benbu) throws -> Answer {
        let json = try JSON(parsing: body)
        let (data, noise) = (json["data"]?.text ?? "", json["noise"]?.text ?? "")
        let inner = try JSON(parsing: Data(base64Encoded: data) ?? Data())
        let message = Data(base64Encoded: inner["message"]?.text ?? "") ?? Data()
        let sign = Signature.of(
            appid: campus.appid, data: data, noise: noise, key: campus.key, version: "1.0")
        return Answer(
            code: inner["result"]?.text ?? "", message: String(decoding: message, as: UTF8.self),
            isSigned: sign == json["sign"]?.text)
    }

    /// Calls a control route.
    @discardableResult
    func control(_ method: String, _ route: String, _ body: JSON? = nil) async throws -> Reply {
        await stage.answer(
            Request(method: method, target: "/control/bosi/\(route)", body: body?.bytes ?? [])
        )
        .reply
    }

    /// The ledger, whole.
    var ledger: JSON { bosi.ledger(of: nil) }

    /// How often `service` heard of `busNo`, and how often it did what it was asked.
    func tally(_ busNo: String, _ service: String) -> [Int?] {
        let row = bosi.ledger(of: busNo)["numbers"]?.elements?
            .first { $0["service"]?.text == service }
        return [row?["received"]?.whole, row?["accepted"]?.whole]
    }
}

/// Randomness that is the same each time.
struct Dice: RandomNumberGenerator {
    var seed: UInt64
    mutating func next() -> UInt64 {
        seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return seed ^ (seed >> 29)
    }
}
