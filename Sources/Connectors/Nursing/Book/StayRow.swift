import Foundation
import Storage

/// What is kept of a stay between one computation and the next.
///
/// Whoever has locked the row is alone with the stay: two daemons never compute one at once.
struct StayRow: Hashable, Sendable {
    let stay: String
    let campus: String
    /// Counts up with each thing told, so that of two errands the later one is enough.
    let version: Int
    /// Whether something was told that the lines do not know yet.
    let isStale: Bool
    /// Whether a further day follows from what is kept here and that day's records alone.
    let isPlain: Bool
    let admittedOn: Day?
    /// The day of the last move, the admission included.
    let movedOn: Day?
    let department: String?
    let ward: String?
    /// The last day that was computed.
    let through: Day?

    private init(_ row: Row) throws {
        stay = try row.string("stay")
        campus = try row.string("campus")
        version = try row.int("version")
        isStale = try row.bool("isStale")
        isPlain = try row.bool("isPlain")
        admittedOn = try row.optionalDay("admittedOn")
        movedOn = try row.optionalDay("movedOn")
        department = try row.optionalString("department")
        ward = try row.optionalString("ward")
        through = try row.optionalDay("through")
    }

    // Reading

    /// The rows of `stays`, ours until the commit; missing where nothing was told of one.
    static func lock(
        _ stays: [String], in transaction: any Transaction
    ) throws -> [String: StayRow] {
        let rows = try transaction.rows(
            """
            SELECT stay, campus, version, isStale, isPlain, admittedOn, movedOn, department, ward,
                through
            FROM nursingStay WHERE stay IN (\(list: stays)) ORDER BY stay {lock}
            """
        ).map(StayRow.init)
        return Dictionary(uniqueKeysWithValues: rows.map { ($0.stay, $0) })
    }

    /// Which stays a run looks at.
    enum Round: String, Sendable {
        /// All that are open, and those that something was told of.
        case watched
        /// Only those that something was told of.
        case stale
    }

    /// The next stays of a round, in the order of their numbers, ours until the commit.
    static func next(
        _ round: Round, after stay: String, limit: Int, in transaction: any Transaction
    ) throws -> [StayRow] {
        let rows: [Row]
        switch round {
        case .watched:
            rows = try transaction.rows(
                """
                SELECT stay, campus, version, isStale, isPlain, admittedOn, movedOn, department,
                    ward, through
                FROM nursingStay WHERE isWatched = 1 AND stay > \(stay)
                ORDER BY stay LIMIT \(limit) {lock}
                """)
        case .stale:
            rows = try transaction.rows(
                """
                SELECT stay, campus, version, isStale, isPlain, admittedOn, movedOn, department,
                    ward, through
                FROM nursingStay WHERE isStale = 1 AND stay > \(stay)
                ORDER BY stay LIMIT \(limit) {lock}
                """)
        }
        return try rows.map(StayRow.init)
    }

    static func campus(
        of stay: String, in transaction: any Transaction
    ) throws -> String? {
        try transaction.row("SELECT campus FROM nursingStay WHERE stay = \(stay)")?
            .string("campus")
    }

    static func through(
        of stay: String, in transaction: any Transaction
    ) throws -> Day? {
        try transaction.row("SELECT through FROM nursingStay WHERE stay = \(stay)")?
            .optionalDay("through")
    }

    // Writing

    /// Notes that something was told of a stay, and gives the row's new version.
    static func touch(
        _ stay: String, campus: String, in transaction: any Transaction
    ) throws -> Int {
        try transaction.row(
            """
            INSERT INTO nursingStay (stay, campus, version, isWatched, isStale, isPlain)
            VALUES (\(stay), \(campus), 1, 1, 1, 0)
            ON CONFLICT (stay) DO UPDATE SET version = nursingStay.version + 1, isWatched = 1,
                isStale = 1
            RETURNING version
            """)?.int("version") ?? 1
    }

    /// Makes the row ours until the commit; nothing was told.
    static func hold(
        _ stay: String, campus: String, in transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO nursingStay (stay, campus, version, isWatched, isStale, isPlain)
            VALUES (\(stay), \(campus), 0, 1, 1, 0)
            ON CONFLICT (stay) DO UPDATE SET stay = excluded.stay
            """)
    }

    /// Begins to watch stays that were open before anybody told us of them.
    static func adopt(
        _ stays: [(stay: String, campus: String)], in transaction: any Transaction
    ) throws {
        for (stay, campus) in stays {
            try transaction.send(
                """
                INSERT INTO nursingStay (stay, campus, version, isWatched, isStale, isPlain)
                VALUES (\(stay), \(campus), 0, 1, 1, 0) ON CONFLICT (stay) DO NOTHING
                """)
        }
    }

    /// Has all stays computed anew that reach `day`.
    /// - Parameter campus: Nil for all.
    static func markStale(
        reaching day: Day, campus: String?, in transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            UPDATE nursingStay SET isStale = 1, isWatched = 1
            WHERE through >= \(day) AND (\(campus) IS NULL OR campus = \(campus))
            """)
    }

    /// Notes that the days of plain stays were computed up to `day`.
    static func advance(
        _ stays: [String], through day: Day, in transaction: any Transaction
    ) throws {
        guard !stays.isEmpty else { return }
        try transaction.execute(
            "UPDATE nursingStay SET through = \(day) WHERE stay IN (\(list: stays))")
    }

    /// What a whole computation leaves behind.
    struct Standing: Sendable {
        var campus: String
        var isOver: Bool
        var isPlain: Bool
        var admittedOn: Day
        var movedOn: Day
        var department: String?
        var ward: String?
        var through: Day?
    }

    static func settle(
        _ stay: String, as standing: Standing, in transaction: any Transaction
    ) throws {
        try transaction.send(
            """
            UPDATE nursingStay SET campus = \(standing.campus), isStale = 0,
                isWatched = \(!standing.isOver), isPlain = \(standing.isPlain),
                admittedOn = \(standing.admittedOn), movedOn = \(standing.movedOn),
                department = \(standing.department), ward = \(standing.ward),
                through = \(standing.through)
            WHERE stay = \(stay)
            """)
    }

    /// Of a stay whose admission was never told, or whose days cannot be counted: nothing follows
    /// until something more is told.
    static func rest(_ stay: String, in transaction: any Transaction) throws {
        try transaction.send(
            """
            UPDATE nursingStay SET isStale = 0, isWatched = 0, isPlain = 0 WHERE stay = \(stay)
            """)
    }
}

extension Row {
    func day(_ column: String) throws -> Day {
        guard let day = Day(try string(column)) else {
            throw StorageError(
                .mismatch, attempted: "read column \(column)", reason: "it holds no day",
                remedy: "run `labqueue verify`; if it finds damage, restore the last backup")
        }
        return day
    }

    func optionalDay(_ column: String) throws -> Day? {
        try optionalString(column) == nil ? nil : try day(column)
    }
}

extension SQL.StringInterpolation {
    /// Stored as `yyyy-MM-dd`.
    mutating func appendInterpolation(_ value: Day?) { appendInterpolation(value?.text) }
}
