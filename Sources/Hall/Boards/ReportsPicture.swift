import Foundation
import Lab

/// What a report board shows: whose report is ready and where to fetch it.
public struct ReportsPicture: Encodable, Sendable {
    public struct Row: Encodable, Sendable, Hashable {
        /// Masked, as the board's policy says.
        public let name: String
        /// The ticket's label of the day, or the end of the order's number.
        public let number: String
        public let prompt: Words
        public let at: Date
        public let expiresAt: Date

        public init(name: String, number: String, prompt: Words, at: Date, expiresAt: Date) {
            self.name = name
            self.number = number
            self.prompt = prompt
            self.at = at
            self.expiresAt = expiresAt
        }
    }

    public let board: String
    public let kind = BoardSettings.Kind.reports
    public let title: Words
    public let theme: BoardSettings.Theme
    /// Newest first.
    public let rows: [Row]

    public init(_ board: BoardSettings, rows: [Row]) {
        self.board = board.id
        title = board.title
        theme = board.theme ?? .dark
        self.rows = rows
    }
}
