import Foundation
import Lab
import Logging
import ServiceLifecycle

extension PrintRoom {
    /// Watches printers and papers until the daemon stops.
    ///
    /// Papers still under way then stay with CUPS.
    public func run() async throws {
        let clock = ContinuousClock()
        await cancelWhenGracefulShutdown {
            var due = clock.now
            while !Task.isCancelled {
                let looksAtPrinters = clock.now >= due
                if looksAtPrinters { due = clock.now + self.pace.printers }
                await self.round(lookingAtPrinters: looksAtPrinters)
                // Cancelled, it ends at once.
                try? await clock.sleep(for: self.pace.jobs)
            }
        }
    }

    /// Looks at all printers now and says how they are.
    public func inspect() async -> [PrinterStatus] {
        await round(lookingAtPrinters: true)
        return status()
    }

    /// Looks once at every scheduler; none of them keeps the others waiting.
    private func round(lookingAtPrinters: Bool) async {
        await withTaskGroup(of: Void.self) { group in
            for spooler in spoolers.values {
                group.addTask { await self.look(at: spooler, lookingAtPrinters) }
            }
        }
        if lookingAtPrinters {
            for printer in printers.values where printer.kind == .folder {
                let isThere = press.canFile(in: printer.queue)
                note(PrinterStatus(printer.id, isThere ? .ready : .offline))
            }
        }
        for (id, errand) in errands where errand.job == nil { await offerAgain(errand, id) }
    }

    private func look(at spooler: Spooler, _ lookingAtPrinters: Bool) async {
        let here = printers.values.filter {
            $0.kind != .folder && CupsServer($0.server) == spooler.server
        }
        let names = Set(here.map(\.id))
        let jobs = errands.values.filter { names.contains($0.printer) }.compactMap(\.job)
        let owed = debts.filter { $0.server == spooler.server }
        guard lookingAtPrinters || !jobs.isEmpty || !owed.isEmpty else { return }
        let deadline = ContinuousClock.now + pace.deadline / 2
        do throws(CupsError) {
            for debt in owed {
                _ = try await spooler.cancel(debt.job, by: deadline)
                debts.remove(debt)
            }
            let look = try await spooler.look(at: here.map(\.queue), jobs, by: deadline)
            for printer in here { judge(printer, by: look.printers[printer.queue]) }
            for (id, errand) in errands where names.contains(errand.printer) {
                guard let job = errand.job, let report = look.jobs[job] else { continue }
                await settle(id, report, with: spooler)
            }
        } catch {
            for printer in here { note(PrinterStatus(printer.id, .unreachable)) }
            for (id, errand) in errands where names.contains(errand.printer) {
                if errand.job != nil { keepOrGiveUp(id, because: .unreachable, on: spooler.server) }
            }
        }
    }

    /// Notes how `printer` is, by what CUPS reports; nil where CUPS does not know the queue.
    private func judge(_ printer: PrinterSettings, by report: PrinterReport?) {
        guard let report else {
            connecting[printer.id] = nil
            return note(PrinterStatus(printer.id, .unreachable))
        }
        if !report.isConnecting {
            connecting[printer.id] = nil
        } else if connecting[printer.id] == nil {
            connecting[printer.id] = .now
        }
        let isOffline = connecting[printer.id].map { $0.duration(to: .now) > .seconds(2) } ?? false
        let state = report.state == .ready && isOffline ? .offline : report.state
        let known = evidence[printer.id]
        if state != .ready {
            if known?.state != state || !report.isIdle {
                evidence[printer.id] = Evidence(state: state, seen: .now, isSilent: isOffline)
            }
            note(PrinterStatus(printer.id, state))
        } else if let known, known.isSilent, known.seen.duration(to: .now) < pace.doubt {
            note(PrinterStatus(printer.id, known.state))
        } else {
            evidence[printer.id] = nil
            note(PrinterStatus(printer.id, .ready))
        }
    }

    /// Takes the next step with a paper whose job CUPS has told about.
    private func settle(_ id: UUID, _ report: JobReport, with spooler: Spooler) async {
        guard let errand = errands[id] else { return }
        switch report {
        case .completed:
            if evidence[errand.printer]?.isSilent == true { evidence[errand.printer] = nil }
            end(id, .printed)
        case .cancelled where errand.isLeaving: await leave(id)
        case .cancelled:
            end(id, because: Words("打印任务已被取消", "The print job was cancelled"))
        case .gone:
            end(id, because: Words("打印结果不明", "CUPS has forgotten the print job"))
        case .aborted: await retry(id)
        case .pending, .working:
            let state = state(of: errand.printer) ?? .ready
            let isOverdue = errand.taken.duration(to: .now) > pace.grace(for: errand.paper)
            if state == .ready || state == .offline, report == .working, isOverdue {
                // CUPS often says nothing of a printer that is switched off.
                evidence[errand.printer] = Evidence(state: .offline, seen: .now, isSilent: true)
                note(PrinterStatus(errand.printer, .offline))
            }
            let trouble = self.state(of: errand.printer) ?? .ready
            if trouble != .ready, isOverdue, await move(id, with: spooler) { return }
            keepOrGiveUp(id, because: trouble, on: spooler.server)
        }
    }

    /// Lets the paper wait where it is, or gives it up when it has waited too long.
    private func keepOrGiveUp(
        _ id: UUID, because state: PrinterStatus.State, on server: CupsServer
    ) {
        guard var errand = errands[id] else { return }
        if errand.begun.duration(to: .now) > pace.patience(for: errand.paper) {
            if let job = errand.job { debts.insert(Debt(server: server, job: job)) }
            return end(id, .failed(errand.paper.regret(state)))
        }
        tell(state == .ready ? .queued : .waiting(errand.paper.regret(state)), of: &errand)
        errands[id] = errand
    }

    func end(_ id: UUID, _ state: PrintState) {
        guard var errand = errands.removeValue(forKey: id) else { return }
        tell(state, of: &errand)
    }

    func end(_ id: UUID, because reason: Words) {
        guard let errand = errands[id] else { return }
        end(id, .failed(errand.paper.regret(reason)))
    }
}
