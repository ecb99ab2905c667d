import Postgres

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension Connection {
    /// Writes all that libpq holds back, and reads meanwhile, so that neither side blocks.
    func push(until deadline: ContinuousClock.Instant) throws(ServerFailure) {
        while true {
            switch PQflush(handle) {
            case 0: return
            case 1:
                let ready = try Self.wait(
                    PQsocket(handle), for: CInt(POLLIN | POLLOUT), until: deadline)
                if ready & CInt(POLLIN) != 0, PQconsumeInput(handle) == 0 {
                    throw Self.lost(handle)
                }
            default: throw Self.lost(handle)
            }
        }
    }

    /// The outcome of the next statement in the pipeline.
    func result(
        until deadline: ContinuousClock.Instant
    ) throws(ServerFailure) -> Result<Answer, ServerFailure> {
        var outcome: Result<Answer, ServerFailure>?
        while let result = try next(until: deadline) {
            defer { PQclear(result) }
            switch PQresultStatus(result) {
            case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY:
                outcome = outcome ?? .success(Answer(result))
            case PGRES_PIPELINE_ABORTED:
                outcome =
                    outcome
                    ?? .failure(
                        ServerFailure(state: "25P02", words: "a statement before it failed"))
            default:
                let failure = ServerFailure(result: result)
                guard PQstatus(handle) == CONNECTION_OK else {
                    throw failure.state.isEmpty ? Self.lost(handle) : failure
                }
                outcome = .failure(failure)
            }
        }
        guard let outcome else { throw Self.lost(handle) }
        return outcome
    }

    /// The mark at the pipeline's end.
    func hearSync(until deadline: ContinuousClock.Instant) throws(ServerFailure) {
        guard let result = try next(until: deadline) else { throw Self.lost(handle) }
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_PIPELINE_SYNC else {
            throw PQstatus(handle) == CONNECTION_OK
                ? ServerFailure(words: "it answered out of order") : ServerFailure(result: result)
        }
    }

    /// Reads what has come without waiting, such as notices.
    func hear() throws(ServerFailure) {
        guard PQconsumeInput(handle) == 1 else { throw Self.lost(handle) }
    }

    private func next(
        until deadline: ContinuousClock.Instant
    ) throws(ServerFailure) -> OpaquePointer? {
        while PQisBusy(handle) == 1 {
            _ = try Self.wait(PQsocket(handle), for: CInt(POLLIN), until: deadline)
            guard PQconsumeInput(handle) == 1 else { throw Self.lost(handle) }
        }
        return PQgetResult(handle)
    }

    /// Waits until the socket is ready for one of `events`.
    @discardableResult
    static func wait(
        _ socket: CInt, for events: CInt, until deadline: ContinuousClock.Instant
    ) throws(ServerFailure) -> CInt {
        var watched = pollfd(fd: socket, events: Int16(events), revents: 0)
        while true {
            let left = (deadline - .now).milliseconds
            guard left > 0 else { throw ServerFailure(words: "no answer in time") }
            let found = poll(&watched, 1, CInt(clamping: left))
            if found > 0 { return CInt(watched.revents) }
            guard found == 0 || errno == EINTR else {
                throw ServerFailure(words: String(cString: strerror(errno)))
            }
        }
    }

    /// What libpq says about a connection that has ended.
    static func lost(_ handle: OpaquePointer) -> ServerFailure {
        let told = String(cString: PQerrorMessage(handle))
        return ServerFailure(words: told.isEmpty ? "the connection ended" : told.firstLine)
    }
}

extension String {
    var firstLine: String { split(whereSeparator: \.isNewline).first.map(String.init) ?? self }
}
