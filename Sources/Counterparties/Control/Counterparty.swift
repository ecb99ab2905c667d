import Foundation

/// One side of the world the hospital talks to: strict, with a memory of its own.
protocol Counterparty: Sendable {
    /// Its word in control routes, such as `bosi`.
    var name: String { get }

    /// Whether a request for `path` is meant for it.
    func owns(_ path: String) -> Bool

    /// What a request asks for, in the words faults are switched by.
    func operation(of request: Request) -> String

    /// Writes down that a request has arrived, before anything is done, and gives its number.
    func receive(_ request: Request, at now: Date) throws -> Int

    /// Does what a request asks and answers it; throws where its journal cannot be written.
    func act(on request: Request, receipt: Int, conduct: Conduct, at now: Date) throws -> Reply

    /// Every business number with what became of it; of one number where `number` is given.
    func ledger(of number: String?) -> JSON

    /// The newest requests, decoded, oldest first.
    func requests(last count: Int) -> JSON

    /// What others must know to talk to it: addresses, names, keys.
    ///
    /// `origin` is where it listens, `printer` where its part on a workstation does.
    func entry(origin: String, printer: String?) -> JSON

    /// The same as variables for a shell.
    func variables(origin: String) -> [(name: String, value: String)]

    /// Its switches, as they are.
    func switches() -> JSON

    /// Turns the switches named in `changes`; throws for one it does not have.
    func turn(_ changes: JSON) throws

    /// Puts something into its books by hand, and shows it; nil where nothing is kept under
    /// `subject`.
    func book(_ content: JSON, under subject: String, at now: Date) throws -> JSON?

    /// Forgets everything but its keys.
    func reset() throws
}

extension Counterparty {
    func book(_ content: JSON, under subject: String, at now: Date) throws -> JSON? { nil }
}
