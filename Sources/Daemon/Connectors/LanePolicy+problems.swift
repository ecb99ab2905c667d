import Hub

extension LanePolicy {
    /// What cannot be meant, each as a sentence.
    func problems(at place: String) -> [String] {
        var problems: [String] = []
        func atLeastOne(_ value: Int, _ key: String) {
            if value < 1 { problems.append("\(place).\(key) is \(value); it must be 1 or more") }
        }
        atLeastOne(inFlight, "inFlight")
        atLeastOne(burst, "burst")
        atLeastOne(seconds, "seconds")
        atLeastOne(attempts, "attempts")
        atLeastOne(days, "days")
        atLeastOne(breakerAfter, "breakerAfter")
        atLeastOne(breakerOpen, "breakerOpen")
        if breakerOpenAtMost < breakerOpen {
            problems.append("\(place).breakerOpenAtMost is less than breakerOpen")
        }
        if let perSecond, !(perSecond > 0) {
            problems.append("\(place).perSecond is \(perSecond); it must be more than 0")
        }
        if backOff.isEmpty || backOff.contains(where: { $0 < 1 }) {
            problems.append("\(place).backOff needs at least one number of seconds, each above 0")
        }
        for closing in closed {
            for time in [closing.from, closing.until] where !Self.isTime(time) {
                problems.append("\(place).closed: \(time) is not a time such as 23:00")
            }
        }
        return problems
    }

    private static func isTime(_ text: String) -> Bool {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.count == 2 }), let hour = Int(parts[0]),
            let minute = Int(parts[1])
        else { return false }
        return (0...24).contains(hour) && (0..<60).contains(minute) && hour * 60 + minute <= 1440
    }
}
