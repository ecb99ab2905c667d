import Foundation
import Lab

/// What became of one ticket's paper.
public struct PrintJob: Hashable, Sendable {
    public enum State: String, Codable, Sendable, CaseIterable {
        /// To be given to a printer.
        case waiting
        /// A printer has it.
        case sent
        case printed
        /// Nobody tries any more; a person must look.
        case failed
    }

    public let ticket: TicketID
    public let hall: HallID
    public let day: BusinessDay
    public var state: State
    /// The printer that has it or had it last.
    public var printer: String?
    public var attempts: Int
    /// Why it waits or failed, such as `paper out`.
    public var reason: String?
    /// When it came into this state.
    public var at: Date

    public init(
        ticket: TicketID, hall: HallID, day: BusinessDay, state: State, printer: String? = nil,
        attempts: Int = 0, reason: String? = nil, at: Date
    ) {
        self.ticket = ticket
        self.hall = hall
        self.day = day
        self.state = state
        self.printer = printer
        self.attempts = attempts
        self.reason = reason
        self.at = at
    }
}

/// The print state of each ticket; a reprint starts it over.
public enum PrintJobs {
    public static func save(_ job: PrintJob, in transaction: any Transaction) throws {
        try transaction.execute(
            """
            INSERT INTO printJob (ticket, hall, day, state, printer, attempts, reason, at)
            VALUES (\(job.ticket), \(job.hall), \(job.day), \(job.state), \(job.printer),
                \(job.attempts), \(job.reason), \(job.at))
            ON CONFLICT (ticket) DO UPDATE SET hall = excluded.hall, day = excluded.day,
                state = excluded.state, printer = excluded.printer,
                attempts = excluded.attempts, reason = excluded.reason, at = excluded.at
            """)
    }

    public static func find(
        _ ticket: TicketID, in transaction: any Transaction
    ) throws -> PrintJob? {
        try transaction.row(
            """
            SELECT ticket, hall, day, state, printer, attempts, reason, at FROM printJob
            WHERE ticket = \(ticket)
            """
        ).map(PrintJob.init)
    }

    /// Those of a hall's day, latest change first.
    public static func all(
        hall: HallID, day: BusinessDay, in transaction: any Transaction
    ) throws -> [PrintJob] {
        try transaction.rows(
            """
            SELECT ticket, hall, day, state, printer, attempts, reason, at FROM printJob
            WHERE hall = \(hall) AND day = \(day) ORDER BY at DESC, ticket
            """
        ).map(PrintJob.init)
    }
}

extension PrintJob {
    fileprivate init(_ row: Row) throws {
        self.init(
            ticket: try row.named("ticket"), hall: try row.named("hall"),
            day: BusinessDay(date: try row.string("day")), state: try row.named("state"),
            printer: try row.optionalString("printer"), attempts: try row.int("attempts"),
            reason: try row.optionalString("reason"), at: try row.date("at"))
    }
}
