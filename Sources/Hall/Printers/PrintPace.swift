/// How patient the print room is.
public struct PrintPace: Sendable, Hashable {
    /// How often printers are looked at.
    public var printers: Duration = .seconds(3)
    /// How often papers under way are looked at.
    public var jobs: Duration = .milliseconds(250)
    /// After how long a paper is taken away from a printer that needs a hand.
    public var grace: Duration = .seconds(5)
    /// The same for other pages: a page printer that sleeps takes its time to warm up.
    public var pagesGrace: Duration = .seconds(20)
    /// After how long a ticket is given up, so that a refilled printer does not spit out the
    /// tickets of patients long gone.
    public var patience: Duration = .seconds(180)
    /// The same for other pages: a bill must not lie in the tray for whoever comes next.
    public var pagesPatience: Duration = .seconds(60)
    /// After how long an idle printer's complaint is doubted and it is given a ticket again.
    ///
    /// CUPS looks at a printer only while it prints; without a try, one that ran out of paper and
    /// whose tickets go to the fallback would be out of paper for ever.
    public var doubt: Duration = .seconds(30)
    /// How long the hall waits for an answer.
    public var deadline: Duration = .seconds(3)

    public init() {}

    func grace(for paper: Paper) -> Duration {
        switch paper {
        case .ticket: grace
        case .pages: pagesGrace
        }
    }

    func patience(for paper: Paper) -> Duration {
        switch paper {
        case .ticket: patience
        case .pages: pagesPatience
        }
    }
}
