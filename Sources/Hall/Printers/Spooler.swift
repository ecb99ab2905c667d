import Cups
import Dispatch

/// One CUPS scheduler, spoken to from a thread of its own, because libcups blocks.
///
/// Every call has a deadline and a connection of its own: a connection kept open would be found
/// dead only when a patient waits for paper.
actor Spooler {
    /// A paper as CUPS takes it.
    struct Document: Sendable {
        let title: String
        /// MIME type.
        let format: String
        let bytes: [UInt8]
        let options: [String: String]
    }

    /// A job and the queue it is in.
    struct Job: Hashable, Sendable {
        let queue: String
        let number: Int32
    }

    /// What was seen in one look.
    struct Look: Sendable {
        /// Missing where CUPS does not know the queue.
        var printers: [String: PrinterReport] = [:]
        var jobs: [Job: JobReport] = [:]
    }

    let server: CupsServer
    private let thread: Thread
    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    init(_ server: CupsServer) {
        self.server = server
        thread = Thread("CUPS \(server)")
    }

    /// Creates a job on `queue` and sends it `document`.
    ///
    /// - Parameter wellOnly: Throws `CupsError.troubled` rather than leave the paper with a
    ///   printer that needs a hand.
    /// - Parameter doubting: Disbelieves the complaint of a printer that is idle: nobody has looked
    ///   at it since, and its paper may be back.
    /// - Returns: The job and the printer's state just before.
    func submit(
        _ document: Document, to queue: String, wellOnly: Bool, doubting: Bool,
        by deadline: ContinuousClock.Instant
    ) throws(CupsError) -> (job: Int32, state: PrinterStatus.State) {
        let cups = try CupsConnection.open(server, until: deadline)
        guard let report = try Self.report(on: queue, from: cups) else {
            throw .refused(queue: queue, reason: "CUPS knows no such queue")
        }
        guard report.isAccepting else {
            throw .refused(queue: queue, reason: "the queue takes no jobs")
        }
        if wellOnly, report.state != .ready, !(doubting && report.isIdle) {
            throw .troubled(report.state)
        }
        let job = try cups.createJob(
            on: queue, titled: document.title, options: document.options)
        do {
            try cups.send(document.bytes, of: document.format, for: job, on: queue)
        } catch {
            switch error {
            case .unreachable(_, let reason): throw .unfinished(job: job, reason: reason)
            case .refused:
                // Tidied away where CUPS allows it; without a document it is never printed.
                try? cups.cancel(job, on: queue)
                throw error
            default: throw error
            }
        }
        return (job, report.state)
    }

    /// Looks at queues and jobs.
    func look(
        at queues: [String], _ jobs: [Job], by deadline: ContinuousClock.Instant
    ) throws(CupsError) -> Look {
        let cups = try CupsConnection.open(server, until: deadline)
        var look = Look()
        for queue in queues { look.printers[queue] = try Self.report(on: queue, from: cups) }
        for job in jobs { look.jobs[job] = try Self.report(on: job, from: cups) }
        return look
    }

    /// Cancels `job` and says how it ended; `pending` or `working` where it has not yet.
    func cancel(_ job: Job, by deadline: ContinuousClock.Instant) throws(CupsError) -> JobReport {
        let cups = try CupsConnection.open(server, until: deadline)
        try cups.cancel(job.number, on: job.queue)
        return try Self.report(on: job, from: cups)
    }

    private static func report(
        on queue: String, from cups: borrowing CupsConnection
    ) throws(CupsError) -> PrinterReport? {
        guard
            let question = IPPMessage.request(
                IPP_OP_GET_PRINTER_ATTRIBUTES, on: queue, attributes: PrinterReport.attributes)
        else { throw .unreachable(server: "\(cups.server)", reason: "out of memory") }
        guard let answer = try cups.ask(question, at: "/printers/\(queue)") else { return nil }
        return PrinterReport(answer)
    }

    private static func report(
        on job: Job, from cups: borrowing CupsConnection
    ) throws(CupsError) -> JobReport {
        guard
            let question = IPPMessage.request(
                IPP_OP_GET_JOB_ATTRIBUTES, on: job.queue, job: job.number,
                attributes: JobReport.attributes)
        else { throw .unreachable(server: "\(cups.server)", reason: "out of memory") }
        guard let answer = try cups.ask(question, at: "/printers/\(job.queue)") else {
            return .gone
        }
        return JobReport(answer)
    }

    /// A queue of its own for calls that block.
    private final class Thread: SerialExecutor {
        private let queue: DispatchQueue

        init(_ name: String) { queue = DispatchQueue(label: name) }

        func enqueue(_ job: consuming ExecutorJob) {
            let job = UnownedJob(job)
            queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
        }
    }
}
