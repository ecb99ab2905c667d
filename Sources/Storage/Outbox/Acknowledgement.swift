import Foundation

/// How a delivery under way ended, to be written down.
public struct Acknowledgement: Sendable {
    public enum Ending: Hashable, Sendable {
        case delivered
        /// To be taken up again, with this step, not before this moment.
        case again(Delivery.Step, at: Date, isCounted: Bool, because: String)
        /// A person must look; the step is what a replay begins with.
        case dead(Delivery.Step, because: String)
    }

    /// What the try has shown about the counterparty.
    public enum Sign: Hashable, Sendable {
        /// It answered, whatever it said.
        case alive
        case failing
        /// It was not asked.
        case none
    }

    /// As it was claimed; its epoch is the lease.
    public let delivery: Delivery
    public var ending: Ending
    public var sign: Sign
    /// Runs with the ending, so that both are kept or neither.
    public var keep: (@Sendable (any Transaction) throws -> Void)?
    /// Runs where the ending is `dead`, with the reason.
    public var gaveUp: (@Sendable (String, any Transaction) throws -> Void)?
    /// Answers that have not been written yet.
    public var heard: [Exchange.Heard]
    /// Whether nobody outside was told anything, so that it may simply be done again.
    public var isOwn = false

    public init(
        _ delivery: Delivery, _ ending: Ending, sign: Sign,
        keep: (@Sendable (any Transaction) throws -> Void)? = nil,
        gaveUp: (@Sendable (String, any Transaction) throws -> Void)? = nil,
        heard: [Exchange.Heard] = []
    ) {
        self.delivery = delivery
        self.ending = ending
        self.sign = sign
        self.keep = keep
        self.gaveUp = gaveUp
        self.heard = heard
    }
}

/// What became of acknowledgements.
public struct Acknowledged: Sendable {
    public typealias Ended = (delivery: Delivery, ending: Acknowledgement.Ending)

    /// Those that were written, and how: what was to be kept with them may have changed it.
    public var ended: [Ended] = []
    /// Their lease had gone to somebody else: nothing was changed.
    public var outlived: Set<Int> = []
    /// Lanes in which something may go now that could not before, or at another moment.
    public var stirred: Set<String> = []
}
