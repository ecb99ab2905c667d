import Foundation
import Lab
import Logging
import ServiceLifecycle

/// The hall's printers: takes papers, watches printers and jobs, moves what fails elsewhere.
///
/// No call throws and none outlasts its deadline: paper is a courtesy, the number on the screen
/// counts. A paper is printed once or not at all, because it leaves a printer only after that
/// printer's CUPS has confirmed that the job is cancelled.
public actor PrintRoom: Service {
    /// Printer states as they change, and how papers end; for one reader.
    public nonisolated let changes: AsyncStream<PrintNews>

    let printers: [String: PrinterSettings]
    let order: [String]
    let spoolers: [CupsServer: Spooler]
    let press: Press
    let pace: PrintPace
    let logger: Logger
    var errands: [UUID: Errand] = [:]
    /// Jobs given up while their CUPS was away, to cancel when it is back.
    var debts: Set<Debt> = []
    /// Since when a printer has been trying to reach its device.
    var connecting: [String: ContinuousClock.Instant] = [:]
    /// What speaks against a printer at present.
    var evidence: [String: Evidence] = [:]
    private var statuses: [String: PrinterStatus] = [:]
    private let news: AsyncStream<PrintNews>.Continuation

    struct Evidence {
        let state: PrinterStatus.State
        /// When it was last seen to be true.
        var seen: ContinuousClock.Instant
        /// A job hangs, while CUPS itself has nothing to complain of.
        let isSilent: Bool
    }

    struct Debt: Hashable {
        let server: CupsServer
        let job: Spooler.Job
    }

    /// Opens the room; nothing is contacted before a paper comes or `run()` begins.
    ///
    /// - Parameter timeZone: The hospital's, for the time on the ticket.
    public init(
        printers: [PrinterSettings], logger: Logger, timeZone: TimeZone = .current,
        pace: PrintPace = PrintPace()
    ) {
        self.printers = Dictionary(printers.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        self.pace = pace
        self.logger = logger
        order = printers.map(\.id)
        press = Press(timeZone: timeZone)
        spoolers = Dictionary(
            printers.filter { $0.kind != .folder }
                .map { CupsServer($0.server) }
                .map { ($0, Spooler($0)) }, uniquingKeysWith: { first, _ in first })
        (changes, news) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(512))
    }

    /// Prints `paper` on `printer`, or on its fallback where `printer` is not well.
    ///
    /// A `queued` or `waiting` paper is watched by `run()`, which tells its end in `changes`.
    public func print(_ paper: Paper, on printer: String) async -> PrintState {
        guard printers[printer] != nil else {
            logger.error("no such printer; name it in the settings", metadata: ["id": "\(printer)"])
            return .failed(
                paper.regret(
                    Words("没有名为 \(printer) 的打印机", "There is no printer \(printer)")))
        }
        let now = ContinuousClock.now
        var errand = Errand(
            paper: paper, wanted: printer, begun: now, printer: printer, taken: now,
            told: .queued)
        await hand(over: &errand, to: chain(from: printer), by: now + pace.deadline)
        if !errand.told.isFinal { errands[UUID()] = errand }
        return errand.told
    }

    /// What is known of each printer, in the order of the settings.
    public func status() -> [PrinterStatus] {
        order.map { statuses[$0] ?? PrinterStatus(id: $0, state: .ready) }
    }

    /// Tells `status` to whoever listens, if it is new.
    func note(_ status: PrinterStatus) {
        guard statuses.updateValue(status, forKey: status.id) != status else { return }
        logger.info(
            "printer is \(status.state.rawValue)", metadata: ["printer": "\(status.id)"])
        news.yield(.printer(status))
    }

    /// Tells how far a paper is, if that is new.
    func tell(_ state: PrintState, of errand: inout Errand) {
        guard errand.told != state else { return }
        errand.told = state
        news.yield(.job(errand.paper.id, state))
    }

    func state(of printer: String) -> PrinterStatus.State? { statuses[printer]?.state }

    /// `printer`, its fallback, that one's fallback and so on, each once.
    func chain(from printer: String) -> [PrinterSettings] {
        var chain: [PrinterSettings] = []
        var next = printers[printer]
        while let printer = next, !chain.contains(where: { $0.id == printer.id }) {
            chain.append(printer)
            next = printer.fallback.flatMap { printers[$0] }
        }
        return chain
    }

    /// The printers that may print a paper already accepted.
    func chain(for errand: Errand) -> [PrinterSettings] {
        chain(from: errand.wanted).filter { $0.misfit(errand.paper) == nil }
    }
}
