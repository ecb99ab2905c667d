import Foundation
import Hospital
import Hub
import Lab
import Storage
import Synchronization
import Wires

/// Checks that never come back.
enum Courier {
    static let forgotten = Mutex<[CheckedContinuation<Void, Never>]>([])
}

/// A courier that carries verified reports: a connector of the tests' own, with every part.
struct CourierConnector: Connector {
    static let name = "courier"
    static let title = Words("快递报告", "Reports by courier")
    static let wants: Set<HISEvent.Kind> = [.reportVerified]
    static let reasons: Reasons = ["they take no such report: wrong code": "对方不收这种报告：代码不对"]

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
        guard settings.url.hasPrefix("http") else {
            throw SettingsFault("url: must begin with http")
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
                "parcel.track", Words("查快递", "Track a parcel"), for: [.his, .app, .kiosk],
                asks: #"{"number":"R-1"}"#, answers: #"{"place":"lift","patient":"P1"}"#
            ) { question in
                let answer = try await question.exchange(
                    HTTPCall(
                        "POST", "\(settings.url)/track", body: Data(question.body.text.utf8)),
                    over: premises.http, number: "track")
                return .json([
                    "place": .string(String(decoding: answer.body, as: UTF8.self)),
                    "patient": question.caller.patient.map(JSON.string) ?? .null,
                ])
            },
            Hub.Operation(
                "parcel.label", Words("面单", "A parcel's label"), for: [.cashier, .his],
                asks: "{}", answers: "{}"
            ) { _ in
                .document(
                    Document(
                        mediaType: "application/pdf", name: "面单 1.pdf", bytes: Data("%PDF".utf8)))
            },
            Hub.Operation(
                "parcel.stop", Words("拦截", "Stop a parcel"), for: [.cashier], asks: "{}",
                answers: #"{"go":true}"#
            ) { _ in
                throw Declined(
                    .conflict, "parcel-gone", title: Words("已发出", "Gone"),
                    detail: Words("快递已发出。", "The parcel is gone."),
                    action: Words("请联系快递员。", "Call the courier."))
            },
        ]
    }

    var receives: [Hub.Reception] {
        [
            Hub.Reception("POST", "arrived", Words("已送达", "A parcel arrived")) { call in
                guard call.headers["x-courier"] == key else {
                    throw Declined(
                        .forbidden, "stranger", title: Words("不认识", "Unknown"),
                        detail: Words("呼叫者不明。", "The caller is unknown."),
                        action: Words("请核对密钥。", "Check the key."))
                }
                return Hub.Reception.Answer(
                    mediaType: "text/xml",
                    body: Data("<ok n=\"\(call.body.count)\" q=\"\(call.query["q"] ?? "")\"/>".utf8)
                )
            }
        ]
    }

    func check() async -> [Finding] {
        await withCheckedContinuation { (never: CheckedContinuation<Void, Never>) in
            // A check that heeds nobody: as a hanging library would.
            if settings.express == true {
                Courier.forgotten.withLock { $0.append(never) }
            } else {
                never.resume()
            }
        }
        return [Finding(isGood: true, what: "courier", words: "there")]
    }

    var timetable: [Schedule] {
        [Schedule("courier.round", cron: "0 9 * * 1-5") { _, _ in [] }]
    }

    private static let carried = Example(
        "a report is carried", event: event, sends: [["number": "R-R1", "report": "R1"]],
        hears: [.answer(HTTPAnswer(status: 200, body: Data("{}".utf8)))],
        ends: [.delivered])

    static let examples: [Example] = [
        carried,
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
            after: [carried],
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
