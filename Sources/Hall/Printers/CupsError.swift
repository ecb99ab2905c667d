/// Why CUPS did not do what it was asked.
enum CupsError: Error, Equatable {
    /// No answer in time, or nobody there; nothing will be printed.
    case unreachable(server: String, reason: String)
    /// It answered no: the queue takes no jobs, is not known, or the format is not.
    case refused(queue: String, reason: String)
    /// The printer needs a hand, and the caller asked for one that does not.
    case troubled(PrinterStatus.State)
    /// The document did not get through; job `job` cannot be printed and should be cancelled.
    case unfinished(job: Int32, reason: String)
    /// The document left, its receipt did not arrive; job `job` may or may not be printed.
    case unsure(job: Int32, reason: String)
}

extension CupsError: CustomStringConvertible {
    var description: String {
        switch self {
        case .unreachable(let server, let reason):
            "cannot reach CUPS at \(server): \(reason); check that cupsd runs and listens there"
        case .refused(let queue, let reason):
            "CUPS refused a paper for queue \(queue): \(reason); see lpstat -a \(queue)"
        case .troubled(let state): "the printer is not ready: \(state.rawValue)"
        case .unfinished(let job, let reason):
            "cannot send CUPS the document of job \(job): \(reason)"
        case .unsure(let job, let reason):
            "CUPS did not confirm the document of job \(job): \(reason)"
        }
    }
}
