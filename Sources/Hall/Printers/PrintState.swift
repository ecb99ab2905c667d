import Lab

/// How far one paper has come.
public enum PrintState: Sendable, Hashable {
    /// Handed to a printer that was well when asked.
    case queued
    /// Handed over or kept for a printer that needs a hand; printed as soon as it is well.
    ///
    /// The words say what is wrong, and what holds all the same.
    case waiting(Words)
    /// Out of the printer.
    case printed
    /// Given up: nothing will come out any more.
    case failed(Words)
    /// Nobody asked for paper.
    case off

    /// Whether nothing further is going to happen.
    public var isFinal: Bool {
        switch self {
        case .queued, .waiting: false
        case .printed, .failed, .off: true
        }
    }
}

/// What a printer says of itself.
public struct PrinterStatus: Sendable, Hashable, Identifiable {
    public enum State: String, Codable, Sendable, CaseIterable {
        case ready, paperOut, doorOpen, offline
        /// Stopped by a person or by CUPS, or taking no papers.
        case stopped
        /// CUPS itself does not answer, or does not know the queue.
        case unreachable
    }

    public let id: String
    public let state: State
    /// What is wrong and what to do; nil when it is ready.
    public let words: Words?

    public init(id: String, state: State, words: Words? = nil) {
        self.id = id
        self.state = state
        self.words = words
    }
}

/// News from the print room.
public enum PrintNews: Sendable, Hashable {
    /// The paper with this id.
    case job(String, PrintState)
    case printer(PrinterStatus)
}
