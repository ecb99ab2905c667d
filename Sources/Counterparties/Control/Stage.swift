import Foundation
import Glibc
import Logging

/// Where requests meet counterparties, with the faults between them.
struct Stage: Sendable {
    let counterparties: [any Counterparty]
    let faults = FaultBoard()
    let logger: Logger
    /// Tells the time.
    let now: @Sendable () -> Date

    /// Answers a request, as badly as the faults say.
    func answer(_ request: Request) async -> Parcel {
        if request.steps.first == "control" {
            return Parcel(reply: ControlDoors(stage: self).answer(request))
        }
        guard let other = counterparties.first(where: { $0.owns(request.path) }) else {
            return Parcel(reply: .text("nobody lives here", status: 404))
        }
        let operation = other.operation(of: request)
        let conduct = faults.conduct(of: other.name, towards: operation)
        do {
            let receipt = try other.receive(request, at: now())
            // Only ending the process ends a delay early, and then no answer is due.
            try await Task.sleep(for: .seconds(conduct.delayBefore))
            if conduct.death == .beforeCommit { die() }
            var reply: Reply?
            for _ in 0..<(conduct.deliversTwice ? 2 : 1) where conduct.commits {
                reply = try other.act(on: request, receipt: receipt, conduct: conduct, at: now())
            }
            if conduct.death == .afterCommit { die() }
            try await Task.sleep(for: .seconds(conduct.delayAfter))
            return Parcel(
                reply: conduct.substitute ?? reply ?? .text("", status: 503),
                carriage: conduct.carriage)
        } catch is CancellationError {
            return Parcel(reply: .text("", status: 503), carriage: .drop)
        } catch {
            logger.error(
                "request failed",
                metadata: ["counterparty": "\(other.name)", "error": "\(error)"])
            return Parcel(reply: .text("the simulator failed", status: 500))
        }
    }

    /// Ends the process at once, as a power cut would.
    private func die() {
        kill(getpid(), SIGKILL)
    }
}
