import Foundation
import Postgres

extension Connection {
    /// The oldest server whose words we speak.
    private static let oldest: CInt = 12_00_00

    /// Connects within `limits.connect` and makes sure the server is one we can work with.
    static func open(
        _ address: ServerAddress, limits: ServerLimits
    ) throws(ServerFailure) -> Connection {
        let deadline = ContinuousClock.now + limits.connect
        let connection = Connection(
            handle: try handshake(address, until: deadline), limits: limits)
        PQsetNoticeProcessor(connection.handle, { _, _ in }, nil)
        PQsetErrorVerbosity(connection.handle, PQERRORS_DEFAULT)
        guard PQserverVersion(connection.handle) >= oldest else {
            throw ServerFailure(
                state: "0A001",
                words: "the server is of version \(PQserverVersion(connection.handle) / 10_000)")
        }
        guard let encoding = PQparameterStatus(connection.handle, "server_encoding"),
            String(cString: encoding) == "UTF8"
        else {
            throw ServerFailure(
                state: "22P06", words: "the database is not encoded in UTF8")
        }
        guard PQsetnonblocking(connection.handle, 1) == 0,
            PQenterPipelineMode(connection.handle) == 1
        else { throw lost(connection.handle) }
        _ = try connection.ask(
            """
            SELECT set_config('statement_timeout', \("\(limits.statement.milliseconds)"), false),
                set_config('lock_timeout', \("\(limits.lock.milliseconds)"), false),
                set_config('idle_in_transaction_session_timeout',
                    \("\(limits.idle.milliseconds)"), false),
                set_config('tcp_keepalives_idle', '5', false),
                set_config('tcp_keepalives_interval', '3', false),
                set_config('tcp_keepalives_count', '3', false)
            """)
        return connection
    }

    /// libpq's handshake, step by step so that it has an end.
    private static func handshake(
        _ address: ServerAddress, until deadline: ContinuousClock.Instant
    ) throws(ServerFailure) -> OpaquePointer {
        // What stands before the address it may override, what stands behind it holds.
        let options: KeyValuePairs = [
            "application_name": "labqueue", "target_session_attrs": "read-write",
            "keepalives_idle": "10", "keepalives_interval": "5", "keepalives_count": "3",
            "tcp_user_timeout": "10000", "dbname": address.connection,
            "client_encoding": "UTF8",
        ]
        guard let handle = start(options) else {
            throw ServerFailure(words: "there is no memory for a connection")
        }
        do throws(ServerFailure) {
            // Only the long form names the SQLSTATE.
            PQsetErrorVerbosity(handle, PQERRORS_VERBOSE)
            var step = PGRES_POLLING_WRITING
            while step != PGRES_POLLING_OK {
                guard PQstatus(handle) != CONNECTION_BAD, step != PGRES_POLLING_FAILED else {
                    if PQconnectionNeedsPassword(handle) == 1 {
                        throw ServerFailure(state: "28000", words: "it asks for a password")
                    }
                    throw ServerFailure(refusal: String(cString: PQerrorMessage(handle)))
                }
                let reads = step == PGRES_POLLING_READING
                try wait(PQsocket(handle), for: CInt(reads ? POLLIN : POLLOUT), until: deadline)
                step = PQconnectPoll(handle)
            }
            return handle
        } catch {
            PQfinish(handle)
            throw error
        }
    }

    private static func start(_ options: KeyValuePairs<String, String>) -> OpaquePointer? {
        let keys = options.map { strdup($0.key) }
        let values = options.map { strdup($0.value) }
        defer { for word in keys + values { free(word) } }
        return PQconnectStartParams(
            keys.map { UnsafePointer($0) } + [nil], values.map { UnsafePointer($0) } + [nil], 1)
    }
}

extension ServerFailure {
    /// Reads what libpq says of a refused connection, such as `… FATAL:  28P01: password …`.
    fileprivate init(refusal: String) {
        let line = refusal.firstLine
        let found = line.firstMatch(of: /:  ([0-9A-Z]{5}): (.+)$/)
        self.init(
            state: found.map { String($0.1) } ?? "", words: found.map { String($0.2) } ?? line)
    }
}
