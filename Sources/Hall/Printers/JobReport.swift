import Cups

/// How far CUPS is with a job.
enum JobReport: Sendable, Equatable {
    static let attributes = ["job-state", "job-state-reasons"]

    /// Behind others, or its printer is stopped.
    case pending
    /// Being sent to the printer, held or stopped on the way.
    case working
    case completed
    /// Somebody cancelled it.
    case cancelled
    /// The printer or a filter gave up.
    case aborted
    /// CUPS has forgotten it.
    case gone

    init(_ answer: borrowing IPPMessage) {
        let raw = answer.integer("job-state").map { ipp_jstate_t(rawValue: UInt32($0)) }
        switch raw {
        case IPP_JSTATE_PENDING: self = .pending
        case IPP_JSTATE_HELD, IPP_JSTATE_PROCESSING, IPP_JSTATE_STOPPED: self = .working
        case IPP_JSTATE_CANCELED:
            // Its bytes may still be leaving.
            let reasons = answer.strings("job-state-reasons")
            if reasons.contains("processing-to-stop-point") {
                self = .working
                return
            }
            // A printer that says no to a job cancels it; that is no person's wish.
            let isRefusal = reasons.contains {
                $0.hasSuffix("canceled-at-device")
            }
            self = isRefusal ? .aborted : .cancelled
        case IPP_JSTATE_ABORTED: self = .aborted
        case IPP_JSTATE_COMPLETED: self = .completed
        default: self = .gone
        }
    }
}
