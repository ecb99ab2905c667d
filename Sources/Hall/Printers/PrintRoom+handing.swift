import Foundation
import Lab
import Logging

extension PrintRoom {
    /// What one printer did with a paper offered to it.
    private enum Reply {
        /// It is out already.
        case printed
        /// CUPS has it as `job`; `state` says how the printer is.
        case taken(Spooler.Job, PrinterStatus.State)
        /// Not now; it may be offered again.
        case unwell(PrinterStatus.State)
        /// Not at all: a person must look.
        case refused
        /// Never this paper, however well it is.
        case unfit(Words)
    }

    /// Gives the paper to the first of `chain` that is well, else to the first that takes it.
    ///
    /// `errand.told` says what came of it; `errand.job` stays nil where it should be tried again.
    func hand(
        over errand: inout Errand, to chain: [PrinterSettings],
        by deadline: ContinuousClock.Instant
    ) async {
        // A printer known to be out of reach would use up the time of the others.
        let isLost = { (printer: PrinterSettings) in self.state(of: printer.id) == .unreachable }
        let hopeful = chain.filter { !isLost($0) } + chain.filter(isLost)
        var trouble: PrinterStatus.State?
        var unfit: Words?
        var isRefused = false
        for wellOnly in [true, false] {
            for (index, printer) in hopeful.enumerated() {
                // The time left is shared among those still to be asked.
                let left = ContinuousClock.now.duration(to: deadline)
                let turn = ContinuousClock.now + left / (hopeful.count - index)
                switch await offer(errand.paper, to: printer, wellOnly: wellOnly, by: turn) {
                case .printed:
                    errand.told = .printed
                    return
                case .taken(let job, let state):
                    errand.printer = printer.id
                    errand.job = job
                    errand.taken = .now
                    // CUPS may know less of the printer than we do.
                    let doubtful = wellOnly ? state : self.state(of: printer.id) ?? state
                    let worse = state == .ready ? doubtful : state
                    errand.told = worse == .ready ? .queued : .waiting(errand.paper.regret(worse))
                    return
                case .unwell(let state): trouble = trouble ?? state
                case .refused: isRefused = true
                case .unfit(let words): unfit = unfit ?? words
                }
            }
        }
        errand.told =
            if let trouble {
                .waiting(errand.paper.regret(trouble))
            } else if let unfit, !isRefused {
                .failed(errand.paper.regret(unfit))
            } else {
                .failed(errand.paper.regret(.stopped))
            }
    }

    private func offer(
        _ paper: Paper, to printer: PrinterSettings, wellOnly: Bool,
        by deadline: ContinuousClock.Instant
    ) async -> Reply {
        let document: Spooler.Document
        do {
            document = try await press.document(of: paper, for: printer)
            if printer.kind == .folder {
                try await press.file(document, in: printer.queue)
                return .printed
            }
        } catch let misfit as Press.Misfit {
            return .unfit(misfit.words)
        } catch {
            logger.error("cannot make the pages of a paper: \(error)")
            return .refused
        }
        let server = CupsServer(printer.server)
        guard let spooler = spoolers[server] else { return .refused }
        let age = evidence[printer.id]?.seen.duration(to: .now)
        let doubts = age.map { $0 > pace.doubt } ?? false
        if wellOnly, !doubts, let evidence = evidence[printer.id], evidence.isSilent {
            return .unwell(evidence.state)
        }
        do throws(CupsError) {
            let (job, state) = try await spooler.submit(
                document, to: printer.queue, wellOnly: wellOnly, doubting: doubts,
                by: deadline)
            if doubts { evidence[printer.id]?.seen = .now }
            return .taken(Spooler.Job(queue: printer.queue, number: job), state)
        } catch {
            return reply(to: error, from: printer, server)
        }
    }

    private func reply(
        to error: CupsError, from printer: PrinterSettings, _ server: CupsServer
    ) -> Reply {
        logger.warning("\(error)", metadata: ["printer": "\(printer.id)"])
        switch error {
        case .troubled(let state):
            note(PrinterStatus(printer.id, state))
            return .unwell(state)
        case .unreachable:
            note(PrinterStatus(printer.id, .unreachable))
            return .unwell(.unreachable)
        case .unfinished(let job, _):
            // It lacks its end and cannot be printed; it is tidied away when CUPS is back.
            debts.insert(Debt(server: server, job: .init(queue: printer.queue, number: job)))
            note(PrinterStatus(printer.id, .unreachable))
            return .unwell(.unreachable)
        case .unsure(let job, _):
            return .taken(.init(queue: printer.queue, number: job), .unreachable)
        case .refused:
            note(PrinterStatus(printer.id, .stopped))
            return .refused
        }
    }
}
