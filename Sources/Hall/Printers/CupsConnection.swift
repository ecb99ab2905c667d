import Cups
import Foundation

/// A connection to a CUPS scheduler, closed when it goes out of scope.
///
/// All its waits together end at one deadline. It must be used from one thread.
struct CupsConnection: ~Copyable {
    private let http: OpaquePointer
    private let deadline: Deadline
    let server: CupsServer

    /// Connects to `server` and promises to have done with everything at `deadline`.
    static func open(
        _ server: CupsServer, until deadline: ContinuousClock.Instant
    ) throws(CupsError) -> CupsConnection {
        let left = ContinuousClock.now.duration(to: deadline) / Duration.milliseconds(1)
        guard left >= 1 else {
            throw .unreachable(server: "\(server)", reason: "no time left")
        }
        // Nobody is at a terminal to be asked for a password.
        cupsSetPasswordCB2({ _, _, _, _, _ in nil }, nil)
        guard
            let http = httpConnect2(
                server.host, server.port, nil, AF_UNSPEC, HTTP_ENCRYPTION_IF_REQUESTED, 1,
                Int32(left), nil)
        else { throw .unreachable(server: "\(server)", reason: lastWords) }
        let box = Deadline(deadline)
        // libcups asks after each silent interval (seconds) whether to go on waiting.
        httpSetTimeout(
            http, 0.1,
            { _, box in
                guard let box else { return 0 }
                let deadline = Unmanaged<Deadline>.fromOpaque(box).takeUnretainedValue()
                return ContinuousClock.now < deadline.instant ? 1 : 0
            }, Unmanaged.passUnretained(box).toOpaque())
        return CupsConnection(http: http, deadline: box, server: server)
    }

    private init(http: OpaquePointer, deadline: Deadline, server: CupsServer) {
        self.http = http
        self.deadline = deadline
        self.server = server
    }

    deinit { httpClose(http) }

    /// Sends `request` and waits for its answer; nil where CUPS knows no such job or queue.
    func ask(_ request: consuming IPPMessage, at resource: String) throws(CupsError) -> IPPMessage?
    {
        let answer = cupsDoRequest(http, request.surrender(), resource).map(IPPMessage.init)
        let status = cupsLastError()
        guard let answer, status.rawValue < IPP_STATUS_ERROR_BAD_REQUEST.rawValue else {
            if status == IPP_STATUS_ERROR_NOT_FOUND || status == IPP_STATUS_ERROR_GONE {
                return nil
            }
            throw failure(status, queue: resource)
        }
        return answer
    }

    /// Opens a job on `queue` and answers with its number.
    func createJob(
        on queue: String, titled title: String, options: [String: String]
    ) throws(CupsError) -> Int32 {
        guard let request = IPPMessage.request(IPP_OP_CREATE_JOB, on: queue) else {
            throw .unreachable(server: "\(server)", reason: "out of memory")
        }
        request.name(title, options: CupsOptions(options))
        guard let answer = try ask(request, at: "/printers/\(queue)"),
            let job = answer.integer("job-id")
        else { throw .refused(queue: queue, reason: Self.lastWords) }
        return job
    }

    /// Sends the only document of `job`.
    func send(
        _ document: [UInt8], of format: String, for job: Int32, on queue: String
    ) throws(CupsError) {
        guard cupsStartDocument(http, queue, job, "paper", format, 1) == HTTP_STATUS_CONTINUE
        else { throw failure(cupsLastError(), queue: queue) }
        let written = document.withUnsafeBytes { bytes in
            cupsWriteRequestData(
                http, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count)
        }
        guard written == HTTP_STATUS_CONTINUE else {
            throw failure(cupsLastError(), queue: queue)
        }
        let status = cupsFinishDocument(http, queue)
        guard status.rawValue < IPP_STATUS_ERROR_BAD_REQUEST.rawValue else {
            let failure = failure(status, queue: queue)
            if case .unreachable(_, let reason) = failure {
                throw .unsure(job: job, reason: reason)
            }
            throw failure
        }
    }

    /// Cancels `job`; CUPS may answer that it has ended already, which is no failure.
    func cancel(_ job: Int32, on queue: String) throws(CupsError) {
        let status = cupsCancelJob2(http, queue, job, 0)
        guard status.rawValue >= IPP_STATUS_ERROR_BAD_REQUEST.rawValue else { return }
        if case .unreachable(let server, let reason) = failure(status, queue: queue) {
            throw .unreachable(server: server, reason: reason)
        }
    }

    private func failure(_ status: ipp_status_t, queue: String) -> CupsError {
        let lost = [
            IPP_STATUS_ERROR_SERVICE_UNAVAILABLE, IPP_STATUS_ERROR_INTERNAL,
            IPP_STATUS_ERROR_TIMEOUT, IPP_STATUS_ERROR_DEVICE,
        ]
        if httpError(http) != 0 || lost.contains(status) {
            return .unreachable(server: "\(server)", reason: Self.lastWords)
        }
        return .refused(queue: queue, reason: Self.lastWords)
    }

    /// What libcups said last on this thread.
    private static var lastWords: String {
        cupsLastErrorString().map { String(cString: $0) } ?? "no reason given"
    }

    /// The moment at which a connection stops waiting, at an address C can keep.
    private final class Deadline: Sendable {
        let instant: ContinuousClock.Instant
        init(_ instant: ContinuousClock.Instant) { self.instant = instant }
    }
}
