import Foundation

/// A whole day of a hall, played through the line itself from a seed.
///
/// It shows a head nurse how long patients wait with so many windows, and scores how honest the
/// estimates printed on the tickets were. The same seed plays the same day.
public struct Rehearsal: Sendable {
    public let seed: UInt64
    public let patients: Int
    public let rules: Rules

    /// A hall with queues for outpatients, emergencies, children and tolerance tests.
    ///
    /// One window in eight, and at least one, draws children too.
    public init(seed: UInt64, patients: Int, windows: Int) {
        let queues: [Rules.Queue] = [
            .init(id: "A", name: "门诊", nameEn: "Outpatient"),
            .init(id: "E", name: "急诊", nameEn: "Emergency"),
            .init(id: "C", name: "儿科", nameEn: "Children"),
            .init(id: "G", name: "糖耐量", nameEn: "Tolerance"),
        ]
        let number = max(windows, 1)
        let forChildren = max(number / 8, 1)
        let all = (1...number).map { index in
            Rules.Window(
                id: WindowID("\(index)"), name: "\(index)号窗口",
                queues: index <= forChildren ? ["A", "E", "C", "G"] : ["A", "E", "G"])
        }
        self.init(
            seed: seed, patients: patients,
            rules: Rules(hall: "rehearsal", queues: queues, windows: all))
    }

    /// The hospital's own hall; its queues `E`, `C` and `G` get emergencies, children and
    /// tolerance tests where they exist, and its first queue everybody else.
    public init(seed: UInt64, patients: Int, rules: Rules) {
        self.seed = seed
        self.patients = max(patients, 0)
        self.rules = rules
    }

    public func run() -> Report {
        var day = RehearsalDay(self)
        return day.play()
    }
}
