import Foundation
import Hospital
import Hub
import Lab
import Logging
import Storage
import Wires
import Yams

@testable import Daemon

/// A connector made from its sample over a store of its own, with a scripted other side.
struct Stage {
    let store: Store
    let wire = ScriptedHTTP()
    let connector: any Connector
    private let inbox: Inbox

    static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    init(_ type: any Connector.Type) throws {
        let store = Store(engine: try SQLiteEngine.temporary(migrations: type.tables))
        self.store = store
        var bits: UInt64 = 0x9E37_79B9_7F4A_7C15
        let premises = Premises(
            store: store, http: wire, campuses: ["benbu", "jinshan"], zone: .hospital,
            now: { Example.moment }, random: { [bits] in bits }, address: { "http://127.0.0.1" },
            logger: Self.logger)
        bits = 0
        let connector = try Self.make(type, at: premises)
        self.connector = connector
        inbox = Inbox(
            store: store, desks: [], screens: Screens(logger: Self.logger), reportBoards: [],
            now: { Example.moment }, logger: Self.logger,
            plan: { event, transaction in
                guard Swift.type(of: connector).wants.contains(event.kind) else { return }
                for errand in try connector.errands(for: event, in: transaction) {
                    try Outbox.enqueue(
                        errand, event: event.id, at: Example.moment, in: transaction)
                }
            })
    }

    /// Makes it from its sample, each secret of which lies in a file.
    private static func make<C: Connector>(
        _ type: C.Type, at premises: Premises
    ) throws -> C {
        let file = FileManager.default.temporaryDirectory
            .appending(path: "secret-\(UUID().uuidString)")
        try Data(Example.secret.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let sample = try Node(encoding: C.sample).hidingSecrets(in: file.path)
        return try C(YAMLDecoder().decode(C.Settings.self, from: sample), at: premises)
    }

    /// Keeps an event as the inbox does, and gives what is to be told because of it.
    func plan(_ event: String) async throws -> [Delivery] {
        let event = try HISEvent.decode(Data(event.utf8), campuses: nil)
        _ = try await inbox.keep([event])
        return try await store.read { transaction in
            try Outbox.search(Outbox.Filter(event: event.id), in: transaction).reversed()
        }
    }

    /// Tells, asks and tells again as long as the other side's script goes on.
    func carry(_ delivery: Delivery) async throws -> Outcome.Verdict {
        let attempt = Attempt(
            delivery, at: Example.moment,
            correspondence: Correspondence(evidence: Shredder(), limit: .seconds(5)))
        var step = Delivery.Step.deliver
        while true {
            let outcome = try await outcome(of: step, attempt)
            if let keep = outcome.keep { try await store.write { try keep($0) } }
            switch outcome.verdict {
            case .unknown where wire.goesOn: step = .reconcile
            case .retry where wire.goesOn, .wait where wire.goesOn: step = .deliver
            case .refused(let reason):
                let connector = connector
                try await store.write {
                    try connector.gaveUp(delivery, because: reason, in: $0)
                }
                return outcome.verdict
            default: return outcome.verdict
            }
        }
    }

    private func outcome(of step: Delivery.Step, _ attempt: Attempt) async throws -> Outcome {
        do {
            return switch step {
            case .deliver: try await connector.deliver(attempt)
            case .reconcile: try await connector.reconcile(attempt)
            }
        } catch let error as WireError {
            return Outcome(error)
        }
    }
}

extension Node {
    /// The same with every `${…}` and `file:…` naming this file.
    fileprivate func hidingSecrets(in file: String) -> Node {
        switch self {
        case .mapping(let members):
            return .mapping(
                .init(members.map { ($0.key, $0.value.hidingSecrets(in: file)) }))
        case .sequence(let values):
            return .sequence(.init(values.map { $0.hidingSecrets(in: file) }))
        default:
            guard let text = string, text.hasPrefix("${") || text.hasPrefix("file:") else {
                return self
            }
            return Node("file:\(file)")
        }
    }
}
