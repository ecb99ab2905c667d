import Foundation
import Hall
import Hummingbird
import Lab
import Storage

extension House {
    /// What screens poll.
    var screenDoors: [Door] {
        let feeds = FeedAnswers(screens: screens)
        return [
            Door(
                .get, "/api/v1/boards/{board}", for: [.board, .triage, .window, .kiosk],
                Words("屏幕内容：ETag、304、?wait=", "A board's picture: ETag, 304, ?wait=")
            ) { visit in
                if visit.badge.role == .board { try visit.mustBe(at: visit["board"]) }
                return try await feeds.answer("board \(visit["board"])", visit)
            },
            Door(
                .get, "/api/v1/boards/{board}/stream", for: [.board, .triage, .window, .kiosk],
                Words("屏幕内容流（SSE）", "A board's picture as server-sent events")
            ) { visit in
                if visit.badge.role == .board { try visit.mustBe(at: visit["board"]) }
                return try await feeds.stream("board \(visit["board"])", zone: zone)
            },
        ]
    }

    /// Gives every board its feed.
    func hangBoards() {
        for board in settings.boards {
            screens.add("board \(board.id)", hall: board.hall) {
                try await WireJSON.bytes(drawn(board), zone: zone)
            }
        }
    }

    private func drawn(_ board: BoardSettings) async throws -> any Encodable {
        if board.kind == .reports { return try await reportsPicture(board) }
        guard let hall = board.hall else { throw Problem.unknown("hall", "大厅", "hall") }
        let desk = try desk(of: hall)
        let (advice, now) = (desk.settings.advice, now())
        return await desk.read { line, recent in
            HallPicture(board, of: line, recent: recent, advice: advice, at: now)
        }
    }
}
