import Foundation
import Insurer

/// Days as people and spreadsheets write them.
enum CalendarDay {
    /// `yyyy-MM-dd`, from that, from `2026/1/31`, `2026.1.31` or `20260131`, with or without a
    /// time of day behind it.
    /// - Returns: Nil for what is no day, such as 30 February.
    static func read(_ text: String) -> String? {
        guard
            let match = text.wholeMatch(
                of: /(\d{4})([-\/.]?)(\d{1,2})\2(\d{1,2})(?:[ T]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?)?/)
        else { return nil }
        // Without marks between them, month and day must have both their digits.
        if match.2.isEmpty, match.3.count != 2 || match.4.count != 2 { return nil }
        func two(_ digits: Substring) -> String { digits.count < 2 ? "0\(digits)" : "\(digits)" }
        let day = "\(match.1)-\(two(match.3))-\(two(match.4))"
        return InsurerTime.date(day) == nil ? nil : day
    }
}
