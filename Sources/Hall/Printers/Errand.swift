/// A paper on its way out of a printer, until it is there or given up.
struct Errand: Sendable {
    let paper: Paper
    /// The printer the hall asked for.
    let wanted: String
    let begun: ContinuousClock.Instant
    /// The printer that has it now, or is to have it.
    var printer: String
    /// Its job there; nil while no CUPS has taken it.
    var job: Spooler.Job?
    /// When `printer` took it.
    var taken: ContinuousClock.Instant
    /// Whether we have asked CUPS to cancel `job`, in order to take the paper elsewhere.
    var isLeaving = false
    /// How often a printer gave up on it.
    var aborts = 0
    /// What the hall knows of it.
    var told: PrintState
}
