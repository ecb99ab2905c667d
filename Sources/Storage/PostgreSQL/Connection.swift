import Foundation
import Postgres

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One connection to a server, used by one thread at a time and ended with its last reference.
///
/// Always in libpq's pipeline mode: what is sent ahead travels with the next question, so a
/// transaction costs as many round trips as it has answers to wait for.
final class Connection {
    typealias Reception = (Answer) -> Void

    let handle: OpaquePointer
    private let limits: ServerLimits
    /// What travels with the next question.
    private var ahead: [(sql: SQL, receive: Reception?)] = []
    private var prepared: [Phrase: String] = [:]
    /// Questions asked, counted to tell what has been sent from what has not.
    private(set) var exchanges = 0
    /// The last failure, kept because a closure may hide it.
    var failure: ServerFailure?
    private var isAbandoned = false

    /// A statement as far as the server prepares it.
    private struct Phrase: Hashable {
        let fragments: [String]
        let types: [ValueType]
    }

    /// Statements kept prepared; above this all are forgotten.
    private static let preparedAtMost = 500
    /// Statements sent ahead before an answer is waited for all the same.
    private static let aheadAtMost = 256

    /// Takes over an open connection.
    init(handle: OpaquePointer, limits: ServerLimits) {
        self.handle = handle
        self.limits = limits
    }

    deinit { PQfinish(handle) }

    /// Whether anything can still be asked.
    var isOpen: Bool {
        PQstatus(handle) == CONNECTION_OK && !isAbandoned
    }

    /// Whether the server waits for a rollback.
    var isInFailedTransaction: Bool { PQtransactionStatus(handle) == PQTRANS_INERROR }

    var process: CInt { PQbackendPID(handle) }

    /// How many statements wait to be sent.
    var aheadCount: Int { ahead.count }

    /// Puts a statement before the next question.
    func send(_ sql: SQL, receive: Reception? = nil) throws(ServerFailure) {
        ahead.append((sql, receive))
        if ahead.count >= Self.aheadAtMost { try flush() }
    }

    /// Forgets the statements after the first `count` that were not sent yet.
    func forget(after count: Int) { ahead.removeSubrange(min(count, ahead.count)...) }

    /// Asks one question, after what was sent ahead.
    func ask(_ sql: SQL) throws(ServerFailure) -> Answer {
        var answer: Answer?
        ahead.append((sql, { answer = $0 }))
        try flush()
        guard let answer else { throw fail(ServerFailure(words: "it gave no answer")) }
        return answer
    }

    /// Sends what waits and hears all answers; throws the first failure, which ends the rest.
    func flush() throws(ServerFailure) {
        guard !ahead.isEmpty else { return }
        let statements = ahead
        ahead = []
        exchanges += 1
        do throws(ServerFailure) {
            try exchange(statements)
        } catch {
            throw fail(error)
        }
    }

    /// Asks nothing any more, so that the next one makes a new connection.
    func abandon() { isAbandoned = true }

    private func fail(_ error: ServerFailure) -> ServerFailure {
        failure = error
        if error.endsConnection { isAbandoned = true }
        return error
    }

    private func exchange(_ statements: [(sql: SQL, receive: Reception?)]) throws(ServerFailure) {
        if prepared.count > Self.preparedAtMost { try forgetPrepared() }
        let deadline = ContinuousClock.now + limits.statement + limits.silence
        var fresh: [(phrase: Phrase, name: String)?] = []
        var pending: [Phrase: String] = [:]
        for statement in statements { fresh.append(try submit(statement.sql, &pending)) }
        guard PQpipelineSync(handle) == 1 else { throw Self.lost(handle) }
        try push(until: deadline)
        var first: ServerFailure?
        for (statement, fresh) in zip(statements, fresh) {
            if let fresh {
                switch try result(until: deadline) {
                case .success: prepared[fresh.phrase] = fresh.name
                case .failure(let failure): first = first ?? failure
                }
            }
            switch try result(until: deadline) {
            case .success(let answer): statement.receive?(answer)
            case .failure(let failure): first = first ?? failure
            }
        }
        try hearSync(until: deadline)
        if let first { throw first }
    }

    /// Hands one statement to libpq, with its preparation where it is new.
    /// - Parameter pending: Preparations on their way already.
    private func submit(
        _ sql: SQL, _ pending: inout [Phrase: String]
    ) throws(ServerFailure) -> (phrase: Phrase, name: String)? {
        let phrase = Phrase(fragments: sql.fragments, types: sql.types)
        let known = prepared[phrase] ?? pending[phrase]
        let name = known ?? nextName()
        var isSent = true
        if known == nil {
            pending[phrase] = name
            let text = EngineKind.postgresql.spelling(sql.text { "$\($0)" })
            isSent =
                PQsendPrepare(
                    handle, name, text, CInt(sql.types.count), sql.types.map(\.oid)) == 1
        }
        isSent =
            isSent
            && Parameters(sql.arguments).lend { values, lengths, formats in
                PQsendQueryPrepared(
                    handle, name, CInt(sql.arguments.count), values, lengths, formats, 0)
            } == 1
        guard isSent else { throw Self.lost(handle) }
        return known == nil ? (phrase, name) : nil
    }

    private var names = 0

    private func nextName() -> String {
        names += 1
        return "q\(names)"
    }

    private func forgetPrepared() throws(ServerFailure) {
        prepared = [:]
        try exchange([("DEALLOCATE ALL", nil)])
        prepared = [:]
    }
}
