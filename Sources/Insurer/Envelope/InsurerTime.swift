import Foundation
import Lab

/// Times as the platform writes them: always Asia/Shanghai, wherever the daemon runs.
public enum InsurerTime {
    /// As `yyyy-MM-dd HH:mm:ss`.
    public static func moment(_ date: Date) -> String {
        let parts = parts(of: date)
        return "\(parts[0])-\(parts[1])-\(parts[2]) \(parts[3]):\(parts[4]):\(parts[5])"
    }

    /// As `yyyyMMddHHmmss`.
    public static func digits(_ date: Date) -> String { parts(of: date).joined() }

    /// As `yyyy-MM-dd`.
    public static func day(_ date: Date) -> String { String(moment(date).prefix(10)) }

    /// A moment that the platform wrote, `yyyy-MM-dd HH:mm:ss` or only its day.
    public static func date(_ text: String) -> Date? {
        guard
            let match = text.wholeMatch(
                of: /(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d):(\d\d)(?:\.\d+)?)?/)
        else { return nil }
        func number(_ digits: Substring?) -> Int { digits.flatMap { Int($0) } ?? 0 }
        let parts = DateComponents(
            year: number(match.1), month: number(match.2), day: number(match.3),
            hour: number(match.4), minute: number(match.5), second: number(match.6))
        guard let date = calendar.date(from: parts) else { return nil }
        // 2026-02-30 would become the second of March.
        return moment(date).hasPrefix("\(match.1)-\(match.2)-\(match.3)") ? date : nil
    }

    private static let calendar: Calendar = {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .hospital
        return calendar
    }()

    private static func parts(of date: Date) -> [String] {
        // Whole seconds, never rounded up into the next one.
        let parts = calendar.dateComponents(
            [.year, .month, .day, .hour, .minute, .second], from: date)
        func two(_ number: Int?) -> String {
            (number ?? 0) < 10 ? "0\(number ?? 0)" : "\(number ?? 0)"
        }
        return ["\(parts.year ?? 0)"]
            + [parts.month, parts.day, parts.hour, parts.minute, parts.second].map(two)
    }
}
