import Foundation
import Lab
import Storage

/// Work that the calendar asks for.
public struct Schedule: Sendable {
    public enum Days: Sendable { case every, business }

    /// What to do with ticks that nobody was there to fire.
    public enum Missed: Sendable {
        /// Each of them, in order.
        case every
        /// The last one.
        case latest
        /// None.
        case none
    }

    /// One moment the calendar asks for.
    public struct Tick: Hashable, Sendable {
        public let schedule: String
        /// The moment that was planned.
        public let at: Date
        public let day: BusinessDay

        public init(schedule: String, at: Date, day: BusinessDay) {
            self.schedule = schedule
            self.at = at
            self.day = day
        }
    }

    /// Begins with the connector's name, such as `einvoice.reconciliation`.
    public let name: String
    /// Five fields in the hospital's time zone: minute, hour, day, month, weekday.
    public let cron: String
    public let days: Days
    public let missed: Missed
    /// Fires at most this long after its moment; for ever where nil.
    public let lateAtMost: Duration?
    /// Runs in the transaction that notes the tick: it fires once, whatever happens.
    public let errands: @Sendable (Tick, any Transaction) throws -> [Errand]

    public init(
        _ name: String, cron: String, days: Days = .every, missed: Missed = .latest,
        lateAtMost: Duration? = nil,
        errands: @escaping @Sendable (Tick, any Transaction) throws -> [Errand]
    ) {
        self.name = name
        self.cron = cron
        self.days = days
        self.missed = missed
        self.lateAtMost = lateAtMost
        self.errands = errands
    }
}
