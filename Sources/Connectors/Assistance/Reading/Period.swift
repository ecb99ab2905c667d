import Foundation
import Insurer

/// From when until when something holds, as the insurer writes it.
struct Period: Hashable, Sendable {
    /// `yyyy-MM-dd HH:mm:ss` or a day; nil or blank for open.
    var from: String?
    var until: String?

    /// Whether `moment` is within; nil where one of the ends cannot be read.
    func holds(at moment: Date) -> Bool? {
        var holds = true
        if let from, !from.isEmpty {
            guard let start = InsurerTime.date(from) else { return nil }
            holds = start <= moment
        }
        if let until, !until.isEmpty {
            guard let end = InsurerTime.date(until) else { return nil }
            // A day counts to its end.
            let isDay = until.count == 10
            holds = holds && (isDay ? moment < end.addingTimeInterval(86_400) : moment <= end)
        }
        return holds
    }
}
