import Foundation
import Hospital

/// Our books beside the platform's, of one day (interface §10).
///
/// Pure.
enum Comparison {
    /// One bill, or one red bill, in our books or in theirs.
    struct Entry: Hashable, Sendable {
        let busNo: String
        let batch: String
        let number: String
        let amount: Money
        /// Whether, in our books, it still counts.
        var isValid = true
    }

    enum Side: String, Hashable, Sendable { case issued, reversed }

    enum Repair: String, Hashable, Sendable {
        /// Ours only: ask the platform for it again.
        case reissue
        /// Theirs only: reverse it there.
        case reverse
        /// A person must look: the amounts differ, or a red bill is on one side only.
        case look
    }

    struct Difference: Hashable, Sendable {
        let side: Side
        let repair: Repair
        let busNo: String
        let batch: String
        let number: String
        let ours: Money?
        let theirs: Money?
    }

    /// Compares by the bill's own numbers, which are unique on both sides.
    /// - Parameter underway: Business numbers whose outcome is being found out: no difference yet.
    static func differences(
        _ side: Side, ours: [Entry], theirs: [Entry], underway: Set<String> = []
    ) -> [Difference] {
        func byNumber(_ entries: [Entry]) -> [String: Entry] {
            Dictionary(
                entries.map { ("\($0.batch)-\($0.number)", $0) },
                uniquingKeysWith: { first, _ in first })
        }
        let (mine, yours) = (byNumber(ours), byNumber(theirs))
        return Set(mine.keys).union(yours.keys).sorted().compactMap { key in
            switch (mine[key], yours[key]) {
            case (let our?, nil):
                difference(
                    side, side == .issued && our.isValid ? .reissue : .look, our,
                    ours: our.amount)
            case (nil, let their?):
                underway.contains(their.busNo)
                    ? nil
                    : difference(
                        side, side == .issued ? .reverse : .look, their, theirs: their.amount)
            case (let our?, let their?):
                our.amount == their.amount && our.busNo == their.busNo
                    ? nil : difference(side, .look, our, ours: our.amount, theirs: their.amount)
            case (nil, nil): nil
            }
        }
    }

    private static func difference(
        _ side: Side, _ repair: Repair, _ entry: Entry, ours: Money? = nil, theirs: Money? = nil
    ) -> Difference {
        Difference(
            side: side, repair: repair, busNo: entry.busNo, batch: entry.batch,
            number: entry.number, ours: ours, theirs: theirs)
    }
}
