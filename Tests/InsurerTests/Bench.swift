import Foundation
import Hospital
import Hub
import Logging
import Storage
import Synchronization
import Wires

@testable import Insurer

/// A gateway over a platform that answers from a script.
struct Bench {
    let wire = ScriptedPlatform()
    let store: Store
    let gateway: InsurerGateway

    /// 2025-01-01 08:30 in Shanghai.
    static let moment = Date(timeIntervalSince1970: 1_735_691_400)

    init(
        _ change: (inout InsurerAccount) -> Void = { _ in },
        at now: @escaping @Sendable () -> Date = { moment }
    ) throws {
        store = Store(engine: try SQLiteEngine.temporary())
        var account = try Self.account()
        change(&account)
        let bits = Mutex<UInt64>(0)
        let premises = Premises(
            store: store, http: wire, campuses: ["benbu"], zone: .gmt, now: now,
            random: {
                bits.withLock { bits in
                    bits += 1
                    return bits
                }
            }, address: { "http://hospital" },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        gateway = try InsurerGateway(account, of: "benbu", at: premises)
    }

    static func account() throws -> InsurerAccount {
        let file = FileManager.default.temporaryDirectory
            .appending(path: "insurer-token-\(UUID().uuidString)")
        try Data("TOKEN123".utf8).write(to: file)
        return InsurerAccount(
            url: "http://insurer/", fixmedinsCode: "H35010200001", fixmedinsName: "测试医院",
            mdtrtareaAdmvs: "350100", recerSysCode: "HISX",
            signer: InsurerSigning(id: "hospital", token: Secret("file:\(file.path())")))
    }

    /// Asks 4103 of one settlement, unless told otherwise.
    func ask(
        _ infno: String = "4103", _ input: JSON = person, area: String? = "350102",
        by opter: InsurerOperator? = nil
    ) async throws -> InsurerAnswer {
        try await gateway.ask(infno, input, insuredArea: area, by: opter) { call, http, number in
            try await http.exchange(call, within: .seconds(60))
        }
    }

    static let person: JSON = ["data": ["psn_no": "35000000000000000001", "setl_id": "S1"]]
}

/// Answers what it is told to, in order, and keeps what was asked.
final class ScriptedPlatform: HTTPWire {
    enum Says: Sendable {
        case body(Int, String)
        case error(WireError.Kind)

        static func ok(_ output: String = "{}") -> Self {
            .body(200, #"{"infcode":0,"inf_refmsgid":"R1","err_msg":"","output":\#(output)}"#)
        }

        static func no(_ words: String) -> Self {
            .body(200, #"{"infcode":-1,"inf_refmsgid":"R1","err_msg":"\#(words)"}"#)
        }
    }

    private let says = Mutex<[Says]>([])
    private let heard = Mutex<[(call: HTTPCall, limit: Duration)]>([])

    func say(_ answers: Says...) { says.withLock { $0 += answers } }

    var calls: [HTTPCall] { heard.withLock { $0.map(\.call) } }
    var limits: [Duration] { heard.withLock { $0.map(\.limit) } }

    var bodies: [JSON] {
        get throws { try calls.map { try JSON(parsing: $0.body) } }
    }

    func exchange(_ call: HTTPCall, within limit: Duration) async throws -> HTTPAnswer {
        heard.withLock { $0.append((call, limit)) }
        let answer = says.withLock { $0.isEmpty ? .error(.unanswered) : $0.removeFirst() }
        switch answer {
        case .body(let status, let text):
            return HTTPAnswer(status: status, body: Data(text.utf8))
        case .error(let kind): throw WireError(kind, whom: "insurer:80", reason: "scripted")
        }
    }
}
