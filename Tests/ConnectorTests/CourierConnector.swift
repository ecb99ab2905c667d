import Foundation
import Hospital
import Hub
import Lab
import Storage
import Wires

/// A courier that carries verified reports: a connector of the tests' own, with every part.
struct CourierConnector: Connector {
    static let name = "courier"
    static let title = Words("快递报告", "Reports by courier")
    static let wants: Set<HISEvent.Kind> = [.reportVerified]

    struct Settings: Codable, Hashable, Sendable {
        struct Counter: Codable, Hashable, Sendable {
            var code: String
            var floors: [Int]
        }

        var url: String
        var key: Secret
        var counters: [String: Counter]
        var express: Bool?
    }

    static let sample = Settings(
        url: "https://courier.example/report", key: Secret("${COURIER_KEY}"),
        counters: ["benbu": .init(code: "C1", floors: [1, 2])])

    let settings: Settings
    let key: String
    let premises: Premises

    init(_ settings: Settings, at premises: Premises) throws {
        guard settings.url.hasPrefix("https://") else {
            throw SettingsFault("url: must begin with https://")
        }
        self.settings = settings
        self.premises = premises
        key = try settings.key.reveal(as: "key")
    }

    var lanes: [Lane] {
        var policy = LanePolicy()
        policy.inFlight = 3
        policy.seconds = 7
        return [Lane("courier.main", Words("快递", "Courier"), policy: policy)]
    }

    func errands(for event: HISEvent, in transaction: any Transaction) throws -> [Errand] {
        guard case .report(let report) = event.data else { return [] }
        return [
            Errand(
                connector: Self.name, operation: "report.carry", lane: "courier.main",
                key: report.patient, number: "R-\(report.report)",
                payload: ["report": .string(report.report), "patient": .string(report.patient)])
        ]
    }

    func deliver(_ attempt: Attempt) async throws -> Outcome {
        let answer = try await attempt.exchange(
            HTTPCall(
                "POST", settings.url,
                body: Data(
                    JSON.object([
                        "number": .string(attempt.delivery.number ?? ""),
                        "report": attempt.delivery.payload["report"] ?? .null,
                        "sign": .string("\(key) \(premises.random())"),
                    ]).text.utf8)), over: premises.http)
        return try judge(answer)
    }

    func reconcile(_ attempt: Attempt) async throws -> Outcome {
        let answer = try await attempt.exchange(
            HTTPCall("POST", "\(settings.url)/find", body: Data(#"{"find":"it"}"#.utf8)),
            over: premises.http)
        if answer.status == 404 { return .retry(because: "they have it not") }
        return try judge(answer)
    }

    private func judge(_ answer: HTTPAnswer) throws -> Outcome {
        switch answer.status {
        case 200:
            return Outcome.delivered.keeping { transaction in
                try transaction.execute("INSERT INTO courierNote (words) VALUES ('carried')")
            }
        case 429: return .wait(answer.retryAfter ?? .seconds(60))
        case 422: return .refused(because: "they take no such report: wrong code")
        default: return .unknown(because: "status \(answer.status)")
        }
    }

    static let tables = [
        Migration("courier 1 notes", "CREATE TABLE courierNote (words TEXT NOT NULL);")
    ]

    var operations: [Hub.Operation] {
        [
            Hub.Operation(
                "parcel.track", Words("查快递", "Track a parcel"), for: [.his],
                asks: #"{"number":"R-1"}"#, answers: #"{"place":"lift"}"#
            ) { _ in .json(["place": "lift"]) }
        ]
    }

    var timetable: [Schedule] {
        [Schedule("courier.round", cron: "0 9 * * 1-5") { _, _ in [] }]
    }

    static let examples: [Example] = [
        Example(
            "a report is carried", event: event, sends: [["number": "R-R1", "report": "R1"]],
            hears: [.answer(HTTPAnswer(status: 200, body: Data("{}".utf8)))],
            ends: [.delivered]),
        Example(
            "a silent courier is asked, not told again", event: event,
            sends: [["number": "R-R1"], ["find": "it"]],
            hears: [.silence, .answer(HTTPAnswer(status: 200, body: Data("{}".utf8)))],
            ends: [.delivered]),
        Example(
            "a courier who has it not is told again", event: event,
            sends: [["number": "R-R1"], ["find": "it"], ["number": "R-R1"]],
            hears: [
                .silence, .answer(HTTPAnswer(status: 404, body: Data("{}".utf8))), .closed,
            ], ends: [.retry(because: "nothing was sent")]),
        Example(
            "a busy courier is given time", event: event, sends: [["number": "R-R1"]],
            hears: [
                .answer(
                    HTTPAnswer(status: 429, headers: ["retry-after": "9"], body: Data("{}".utf8)))
            ], ends: [.wait(.seconds(9))]),
        Example(
            "after one carried, a second report is refused",
            after: [examples[0]],
            event: event.replacing("\"R1\"", with: "\"R2\"")
                .replacing("\"e3\"", with: "\"e4\""),
            sends: [["number": "R-R2"]],
            hears: [.answer(HTTPAnswer(status: 422, body: Data("{}".utf8)))],
            ends: [.refused(because: "wrong code")]),
    ]

    private static let event = """
        {"id":"e3","type":"report.verified","at":"2026-11-22T09:05:00+08:00","campus":"benbu",\
        "data":{"report":"R1","order":"L1","patient":"P1","verifiedBy":"D7","items":[]}}
        """
}
