import Hospital

/// Consecutive days of one department, price and share, as a bill shows them (§4).
struct Segment: Hashable, Sendable {
    let from: Day
    private(set) var until: Day
    let department: String
    let item: String
    let insurance: String?
    let price: Money
    let percent: Int
    /// What one day of it comes to.
    let unit: Money
    private(set) var days: Int
    /// The sum of its days.
    private(set) var amount: Money

    /// - Parameter lines: Live ones, in order of the days.
    static func grouping(_ lines: [PostedLine]) -> [Segment] {
        var segments: [Segment] = []
        for line in lines {
            if var last = segments.last, last.goesOn(with: line) {
                last.until = line.day
                last.days += 1
                last.amount += line.amount
                segments[segments.count - 1] = last
            } else {
                segments.append(
                    Segment(
                        from: line.day, until: line.day, department: line.department,
                        item: line.item, insurance: line.insurance, price: line.price,
                        percent: line.percent, unit: line.amount, days: 1, amount: line.amount))
            }
        }
        return segments
    }

    private func goesOn(with line: PostedLine) -> Bool {
        line.day == until + 1 && line.department == department && line.price == price
            && line.percent == percent && line.item == item && line.insurance == insurance
    }
}
