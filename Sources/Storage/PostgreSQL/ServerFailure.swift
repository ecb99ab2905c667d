import Postgres

/// What the server, or the way to it, answered instead of what was asked.
struct ServerFailure: Error {
    /// The five letters of SQLSTATE; empty where the way itself failed.
    let state: String
    let words: String

    init(state: String = "", words: String) {
        self.state = state
        self.words = words
    }

    /// An answer of PostgreSQL's; its detail, which may hold values, is left behind.
    init(result: OpaquePointer) {
        func field(_ code: Character) -> String? {
            code.asciiValue.flatMap { PQresultErrorField(result, CInt($0)) }
                .map { String(cString: $0) }
        }
        state = field("C") ?? ""
        // Class 22 quotes the value that it did not understand.
        words = state.hasPrefix("22") ? "a value is not of its type" : field("M") ?? "no reason"
    }

    /// Nothing more comes over this connection.
    var endsConnection: Bool {
        state.isEmpty || state.hasPrefix("08")
            || ["57P01", "57P02", "57P03", "57P05", "25P03", "25P04"].contains(state)
            || isStale
    }

    /// Two transactions stood in each other's way, and this one was taken back.
    var isCollision: Bool { state == "40001" || state == "40P01" }

    /// A statement prepared before the tables changed; a new connection prepares it anew.
    var isStale: Bool { state == "26000" || state == "0A000" }

    /// The server may not be written to any more: another one took its place.
    var isOfStandby: Bool { state == "25006" }
}

extension ServerFailure {
    /// The same in our words, without statement or values.
    func told(_ attempted: String) -> StorageError {
        let (kind, remedy) = verdict
        let code = state.isEmpty ? "" : " (code \(state))"
        return StorageError(
            kind, attempted: attempted, reason: "PostgreSQL: \(words)\(code)", remedy: remedy)
    }

    private var verdict: (StorageError.Kind, String) {
        if endsConnection, !isStale {
            return (
                .unreachable, "look whether the server runs and is reached from here; then again"
            )
        }
        return switch (state, state.prefix(2)) {
        case ("53100", _):
            (
                .full,
                "free some space on the server's disk and try again: what was acknowledged before "
                    + "is kept, this was not done"
            )
        case (_, "28"):
            (.forbidden, "correct user and password in the storage line, ${VARIABLE} or PGPASSFILE")
        case ("3D000", _): (.place, "create the database: createdb -E UTF8 -T template0 NAME")
        case ("22P06", _): (.place, "create one: createdb -E UTF8 -T template0 NAME")
        case ("0A001", _): (.place, "use PostgreSQL 12 or newer")
        case ("42501", _): (.forbidden, "grant the user the right, or let it own the database")
        case ("57014", _), ("55P03", _), (_, "53"), (_, "40"):
            (.busy, "try again in a second; if it lasts, look what the server is busy with")
        case (_, "23"): (.constraint, "correct what is written")
        case (_, "22"): (.constraint, "correct what is written")
        case (_, "XX"): (.damaged, "look at the server's log and disk; restore the last backup")
        case (_, "58"): (.device, "look at the server's log and disk")
        default: (.statement, "report this with the version of LabQueue")
        }
    }
}
