import Foundation
import Lab

/// What stands on a ticket, from top to bottom, whatever prints it.
struct TicketLayout: Sendable, Equatable {
    enum Size: Sendable {
        case small, medium, large
        /// As large as the paper allows.
        case number
    }

    enum Element: Sendable, Equatable {
        /// Centred text, wrapped where it is too long.
        case text(String, Size, isBold: Bool = false)
        /// Text in a frame, which says emergency without colour.
        case framed(String)
        /// Two short texts at the left and right edge.
        case pair(String, String)
        /// A QR code of this text.
        case code(String)
        case rule
    }

    let title: String
    let elements: [Element]

    init(_ slip: Slip, in timeZone: TimeZone) {
        title = slip.label
        let time = Self.time(slip.issuedAt, in: timeZone)
        var elements: [Element] = [.text(slip.hall, .small)]
        if slip.isEmergency { elements.append(.framed("急 EMERGENCY")) }
        elements += [
            .text(slip.label, .number, isBold: true),
            .text(slip.queue.zh, .large, isBold: true),
            .text(slip.queue.en, .small),
            .rule,
        ]
        elements += Self.wait(slip)
        elements += [
            .pair(slip.maskedName, slip.isReprint ? "\(time) 重打" : time),
            .rule,
        ]
        if !slip.prepare.isEmpty {
            elements += slip.prepare.map { .text($0.zh, .medium) }
            elements.append(.text(slip.prepare.map(\.en).joined(separator: "; "), .small))
        }
        elements += [.code(slip.page), .text("扫码看进度 Scan to follow", .small)]
        self.elements = elements
    }

    /// People ahead and the expected wait, in both languages.
    private static func wait(_ slip: Slip) -> [Element] {
        guard slip.ahead > 0 else {
            return [
                .text("前面无人，请留意叫号", .medium, isBold: true),
                .text("You are next, please stay near", .small),
            ]
        }
        var zh = ["前面 \(slip.ahead) 人"]
        var en = "\(slip.ahead) ahead of you"
        if let estimate = slip.estimate {
            let minutes = minutes(estimate)
            zh.append("约等 \(minutes) 分钟")
            en += ", about \(minutes) min"
        }
        return zh.map { .text($0, .medium, isBold: true) } + [.text(en, .small)]
    }

    /// From the median to what eight of ten stay under, in minutes rounded up.
    private static func minutes(_ estimate: Slip.Estimate) -> String {
        let bounds = [estimate.median, estimate.likely].map { max(1, Int(($0 / 60).rounded(.up))) }
        return bounds[0] >= bounds[1] ? "\(bounds[0])" : "\(bounds[0])–\(bounds[1])"
    }

    private static func time(_ date: Date, in timeZone: TimeZone) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = timeZone
        let parts = calendar.dateComponents([.month, .day, .hour, .minute], from: date)
        let numbers = [parts.month, parts.day, parts.hour, parts.minute].map { number in
            let digits = "\(number ?? 0)"
            return digits.count < 2 ? "0\(digits)" : digits
        }
        return "\(numbers[0])-\(numbers[1]) \(numbers[2]):\(numbers[3])"
    }
}
