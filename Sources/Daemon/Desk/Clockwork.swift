import Foundation
import Lab
import Logging
import ServiceLifecycle
import Storage

/// What happens in a hall because time passes.
///
/// Re-draws fall due, calls expire, the day changes, report rows go. Looks once a second, in
/// memory; writes only when something happens.
struct Clockwork: Service {
    let desks: [Desk]
    let screens: Screens
    let reportBoards: [String]
    let now: @Sendable () -> Date
    let logger: Logger

    /// How often estimates and expiring rows are drawn anew, in seconds.
    private static let freshen = 15

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            var seconds = 0
            while !Task.isCancelled {
                for desk in desks { await tick(desk) }
                seconds += 1
                if seconds % Self.freshen == 0 {
                    screens.changed(reportBoards)
                    for desk in desks { screens.changed(in: desk.hall) }
                }
                try await Task.sleep(for: .seconds(1))
            }
        }
    }

    private func tick(_ desk: Desk) async {
        let moment = now()
        do {
            try await desk.changeDayIfDue()
            let due = await desk.read { line in line.nextDeadline.map { $0 <= moment } ?? false }
            if due { try await desk.perform(.tick, by: "clock") }
        } catch {
            logger.error("hall \(desk.hall): the clock could not move on: \(error)")
        }
    }
}
