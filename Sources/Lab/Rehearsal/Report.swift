import Foundation

/// What a rehearsed day was like.
public struct Report: Codable, Hashable, Sendable {
    public struct Waits: Codable, Hashable, Sendable {
        public let `class`: Ticket.Class
        public let tickets: Int
        /// In seconds.
        public let median, four5ths, nineteen20ths, longest: TimeInterval
    }

    public struct Shift: Codable, Hashable, Sendable {
        public let window: WindowID
        public let tickets: Int
        /// Of the time it was open, from 0 to 1.
        public let busy: Double
    }

    /// How well the estimates on the tickets came true.
    public struct Honesty: Codable, Hashable, Sendable {
        public let tickets: Int
        /// Shares of the waits not longer than `median`, which should be a half, and than
        /// `likely`, which should be four fifths.
        public let withinMedian, withinLikely: Double
        /// The middle of the differences between wait and `median`, in seconds.
        public let medianError: TimeInterval
    }

    public let seed: UInt64
    public let patients: Int
    public let windows: Int
    public let waits: [Waits]
    public let shifts: [Shift]
    public let honesty: Honesty
    /// Patients who never answered, and did not come back.
    public let left: Int
    /// How often a call was missed.
    public let missed: Int

    init(_ noted: Scores, rules: Rules, seed: UInt64, patients: Int, left: Int) {
        var scores = noted
        scores.end()
        self.seed = seed
        self.patients = patients
        self.left = left
        windows = rules.windows.count
        missed = scores.missed
        waits = Ticket.Class.allCases.compactMap { `class` in
            guard let sorted = scores.waits[`class`]?.sorted(), let longest = sorted.last else {
                return nil
            }
            return Waits(
                class: `class`, tickets: sorted.count, median: sorted.quantile(0.5),
                four5ths: sorted.quantile(0.8), nineteen20ths: sorted.quantile(0.95),
                longest: longest)
        }
        shifts = zip(rules.windows, scores.shifts).map { window, shift in
            Shift(
                window: window.id, tickets: shift.tickets,
                busy: shift.open > 0 ? min(shift.busy / shift.open, 1) : 0)
        }
        let promises = scores.promises
        let number = Double(max(promises.count, 1))
        honesty = Honesty(
            tickets: promises.count,
            withinMedian: Double(promises.count { $0.wait <= $0.said.median }) / number,
            withinLikely: Double(promises.count { $0.wait <= $0.said.likely }) / number,
            medianError: promises.map { abs($0.wait - $0.said.median) }.sorted().quantile(0.5))
    }
}

extension [TimeInterval] {
    /// Of sorted values; 0 if there are none.
    fileprivate func quantile(_ share: Double) -> TimeInterval {
        isEmpty ? 0 : self[Swift.min(Int(Double(count) * share), count - 1)]
    }
}
