import Foundation
import Lab

/// One draw hall: its queues and windows, who belongs in which queue, and the rules of its line.
public struct HallSettings: Codable, Sendable {
    /// Which queue a card's owner is sent to, and who goes first.
    public struct Routing: Codable, Sendable {
        /// The queue of everyone else.
        public var otherwise: QueueID
        public var emergency: QueueID?
        /// Tolerance tests.
        public var timed: QueueID?
        public var children: QueueID?
        /// Completed years; younger is a child.
        public var childUnder: Int
        /// Completed years; from this age on a patient is `priority`.
        public var priorityFrom: Int
        /// Departments whose patients are sent to a queue of their own, such as 体检中心.
        public var departments: [String: QueueID]
    }

    public struct Rules: Codable, Sendable {
        public var priorityPerNormal: Int?
        public var passedOverAtMost: Int?
        public var callsAtMost: Int?
        public var returnsAfter: Int?
        /// Seconds; 0 for never.
        public var callExpiresAfter: Double?
        /// Seconds.
        public var undoWithin: Double?
        /// Seconds.
        public var usualDraw: Double?
    }

    public struct Kiosk: Codable, Sendable {
        public var id: String
        /// What a patient must show before they see their bills.
        public enum Identity: String, Codable, Sendable, CaseIterable {
            case card
            /// Beside the card the last four characters of the ID number, which a found card lacks.
            case cardAndIDNumber
        }

        /// A printer's id; none prints nothing.
        public var printer: String?
        /// The printer of bills and other pages that are no tickets; `printer` where left out.
        public var billPrinter: String?
        /// `card` where left out.
        public var billsNeed: Identity?
    }

    public var id: HallID
    public var name: String
    public var nameEn: String
    public var campus: String
    public var queues: [Lab.Rules.Queue]
    public var windows: [Lab.Rules.Window]
    public var routing: Routing
    public var rules: Rules?
    public var kiosks: [Kiosk]
    /// What to prepare, printed on the ticket and shown on the boards.
    public var advice: [Words]

    /// The rules of this hall's line.
    public var lineRules: Lab.Rules {
        var line = Lab.Rules(hall: id, queues: queues, windows: windows)
        guard let rules else { return line }
        line.priorityPerNormal = rules.priorityPerNormal ?? line.priorityPerNormal
        line.passedOverAtMost = rules.passedOverAtMost ?? line.passedOverAtMost
        line.callsAtMost = rules.callsAtMost ?? line.callsAtMost
        line.returnsAfter = rules.returnsAfter ?? line.returnsAfter
        line.callExpiresAfter = rules.callExpiresAfter ?? line.callExpiresAfter
        line.undoWithin = rules.undoWithin ?? line.undoWithin
        line.usualDraw = rules.usualDraw ?? line.usualDraw
        return line
    }
}

extension HallSettings.Kiosk {
    /// The printer of pages that are no tickets.
    var pagePrinter: String? { billPrinter ?? printer }
}
