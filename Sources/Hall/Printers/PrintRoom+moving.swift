import Foundation
import Lab
import Logging

extension PrintRoom {
    /// How often a paper is sent again after printers gave up on it.
    private static let attempts = 3

    /// Sends a paper its printer gave up on to the fallback, or later once more to the same.
    func retry(_ id: UUID) async {
        guard var errand = errands[id] else { return }
        errand.aborts += 1
        guard errand.aborts < Self.attempts else {
            return end(
                id, because: Words("打印机多次未能打印", "The printer failed several times"))
        }
        errand.job = nil
        errand.taken = .now
        errands[id] = errand
        let others = chain(for: errand).filter { $0.id != errand.printer }
        // Alone, it is offered to the same printer again after a while, by `offerAgain`.
        if !others.isEmpty { await resend(id, to: others) }
    }

    /// Takes the paper away from its printer and gives it to a fallback that is well.
    ///
    /// It is given away only after CUPS confirms that the job is cancelled.
    /// - Returns: Whether the paper's fate was decided here.
    func move(_ id: UUID, with spooler: Spooler) async -> Bool {
        guard let errand = errands[id], let job = errand.job else { return false }
        let others = chain(for: errand).filter {
            $0.id != errand.printer && (state(of: $0.id) ?? .ready) == .ready
        }
        guard !others.isEmpty else { return false }
        errands[id]?.isLeaving = true
        let report: JobReport
        do throws(CupsError) {
            report = try await spooler.cancel(job, by: .now + pace.deadline / 2)
        } catch {
            logger.warning("\(error)", metadata: ["printer": "\(errand.printer)"])
            return false
        }
        switch report {
        case .cancelled, .aborted: await leave(id)
        case .completed: end(id, .printed)
        case .gone, .pending, .working: return false
        }
        return true
    }

    /// Takes a paper whose job is cancelled for certain to the other printers of its chain.
    func leave(_ id: UUID) async {
        guard let errand = errands[id] else { return }
        errands[id]?.job = nil
        errands[id]?.isLeaving = false
        let chain = chain(for: errand)
        let others = chain.filter { $0.id != errand.printer }
        await resend(id, to: others.isEmpty ? chain : others)
    }

    /// Offers a paper no CUPS has taken yet once more, until patience ends.
    func offerAgain(_ errand: Errand, _ id: UUID) async {
        guard errand.begun.duration(to: .now) <= pace.patience(for: errand.paper) else {
            let trouble = state(of: errand.printer) ?? .offline
            return end(id, .failed(errand.paper.regret(trouble == .ready ? .offline : trouble)))
        }
        guard errand.taken.duration(to: .now) > pace.printers else { return }
        errands[id]?.taken = .now
        await resend(id, to: chain(for: errand))
    }

    private func resend(_ id: UUID, to chain: [PrinterSettings]) async {
        guard var errand = errands[id] else { return }
        let before = errand.told
        await hand(over: &errand, to: chain, by: .now + pace.deadline)
        let now = errand.told
        errand.told = before
        tell(now, of: &errand)
        errands[id] = now.isFinal ? nil : errand
    }
}
