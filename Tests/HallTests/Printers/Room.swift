import Foundation
import Lab
import Logging
import TestKit
import Testing

@testable import Hall

/// A print room that is running, and all it has told.
final class Room: Sendable {
    let room: PrintRoom
    private let work: Task<Void, Never>
    private let news: Ledger

    actor Ledger {
        private(set) var news: [PrintNews] = []
        func note(_ item: PrintNews) { news.append(item) }
    }

    /// Opens a room that looks more often and waits less than a hospital's.
    init(
        _ printers: [PrinterSettings], patience: Duration = .seconds(60),
        doubt: Duration = .seconds(30), pagesPatience: Duration = .seconds(60),
        deadline: Duration = .seconds(3)
    ) {
        var pace = PrintPace()
        pace.printers = .milliseconds(200)
        pace.jobs = .milliseconds(50)
        pace.grace = .milliseconds(600)
        pace.patience = patience
        pace.pagesPatience = pagesPatience
        pace.doubt = doubt
        pace.deadline = deadline
        let room = PrintRoom(
            printers: printers, logger: Logger(label: "printers"), timeZone: .hospital, pace: pace)
        let ledger = Ledger()
        self.room = room
        news = ledger
        work = Task {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { try? await room.run() }
                group.addTask { for await item in room.changes { await ledger.note(item) } }
            }
        }
    }

    deinit { work.cancel() }

    func print(_ slip: Slip, on printer: String) async -> PrintState {
        await room.print(.ticket(slip), on: printer)
    }

    func print(_ file: PageFile, on printer: String) async -> PrintState {
        await room.print(.pages(file), on: printer)
    }

    /// All that was told of a paper.
    func states(of paper: String) async -> [PrintState] {
        await news.news.compactMap { item in
            guard case .job(paper, let state) = item else { return nil }
            return state
        }
    }

    /// How the ticket's paper ended.
    func end(of slip: Slip) async throws -> PrintState { try await end(ofPaper: slip.id) }

    /// How the pages ended.
    func end(of file: PageFile) async throws -> PrintState { try await end(ofPaper: file.id) }

    private func end(ofPaper id: String) async throws -> PrintState {
        var end: PrintState?
        try await Patience.until("an end of paper \(id)", within: .seconds(30)) {
            end = await states(of: id).first { $0.isFinal }
            return end != nil
        }
        return try #require(end)
    }

    /// Returns when `printer` is in `state`.
    func wait(for state: PrinterStatus.State, of printer: String) async throws {
        try await Patience.until("\(printer) is \(state)", within: .seconds(30)) {
            await room.status().contains { $0.id == printer && $0.state == state }
        }
    }
}
