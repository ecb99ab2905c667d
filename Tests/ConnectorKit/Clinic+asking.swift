import Daemon
import Foundation
import Hospital
import Hub
import Storage

/// What the HIS, patients and the staff ask of a connector.
extension Clinic {
    /// Puts a question to one of a connector's operations, checking who may.
    /// - Parameter operation: Its address, such as `einvoice/bill.issue`.
    public func ask(
        _ operation: String, _ body: JSON, as caller: Caller = .his
    ) async throws -> JSON {
        guard case .json(let json) = try await answer(operation, body, as: caller) else {
            throw Trouble("\(operation) answered with a document")
        }
        return json
    }

    public func document(
        _ operation: String, _ body: JSON, as caller: Caller
    ) async throws -> Document {
        guard case .document(let document) = try await answer(operation, body, as: caller) else {
            throw Trouble("\(operation) answered without a document")
        }
        return document
    }

    private func answer(
        _ address: String, _ body: JSON, as caller: Caller
    ) async throws -> Hub.Operation.Answer {
        let connector = try member(address)
        guard
            let operation = connector.operations.first(where: { address.hasSuffix("/\($0.name)") }),
            caller.isAny(of: operation.callers)
        else { throw Trouble("\(caller.actor) may not ask \(address)") }
        return try await operation.answer(
            Question(
                body, by: caller, at: clock.now, correspondence: correspondence(of: connector)))
    }

    /// Opens a page of the desk, or sends its form, checking who may.
    /// - Parameter screen: Its address, such as `einvoice/bill`.
    public func look(
        _ screen: String, query: [String: String] = [:], form: [String: String]? = nil,
        isConfirmed: Bool = false, as caller: Caller = .cashier
    ) async throws -> Screen.Answer {
        let connector = try member(screen)
        guard let found = connector.screens.first(where: { screen.hasSuffix("/\($0.name)") }),
            caller.isAny(of: found.roles)
        else { throw Trouble("\(caller.actor) may not open \(screen)") }
        return try await found.answer(
            Screen.Visit(
                query: query, form: form, isConfirmed: isConfirmed, caller: caller,
                now: clock.now, correspondence: correspondence(of: connector)))
    }

    /// What a page of the desk shows.
    public func page(
        _ screen: String, query: [String: String] = [:], as caller: Caller = .cashier
    ) async throws -> JSON {
        guard case .page(let page) = try await look(screen, query: query, as: caller) else {
            throw Trouble("\(screen) is no page")
        }
        return page
    }

    /// The rows that a page of the desk shows.
    public func rows(
        _ screen: String, query: [String: String] = [:], as caller: Caller = .cashier
    ) async throws -> [JSON] {
        guard case .array(let rows) = try await page(screen, query: query, as: caller)["rows"]
        else { return [] }
        return rows
    }

    /// How much the menu says waits on a page of the desk.
    public func waiting(_ screen: String, as caller: Caller = .cashier) async throws -> Int {
        let found = try member(screen).screens.first { screen.hasSuffix("/\($0.name)") }
        guard let waiting = found?.waiting else { throw Trouble("\(screen) counts nothing") }
        return try await store.read { try waiting(caller, $0) }
    }

    private func member(_ address: String) throws -> any Connector {
        let name = String(address.prefix { $0 != "/" })
        guard let connector = connectors.first(where: { type(of: $0).name == name }) else {
            throw Trouble("there is no connector \(name)")
        }
        return connector
    }

    private func correspondence(of connector: any Connector) -> Correspondence {
        let clock = clock
        return QuestionBook.correspondence(
            of: type(of: connector).name, store: store, now: { clock.now })
    }
}

extension Caller {
    public static let his = Caller(roles: [.his], actor: "his", place: "W01")
    public static let cashier = Caller(
        roles: [.cashier], actor: "staff U07", name: "收费员甲", campus: "benbu", place: "W02")

    /// Somebody of the staff at one campus.
    public static func staff(_ role: Role, campus: String? = "benbu") -> Caller {
        Caller(roles: [role], actor: "staff \(role.rawValue)", name: "职工甲", campus: campus)
    }

    public static func kiosk(_ patient: String?) -> Caller {
        Caller(roles: [.kiosk], actor: "kiosk K1", place: "K1", patient: patient)
    }

    public static func app(_ patient: String?) -> Caller {
        Caller(roles: [.app], actor: "app", place: "app", patient: patient)
    }
}
