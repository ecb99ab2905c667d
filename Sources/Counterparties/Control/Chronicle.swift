import Foundation

/// Books of a counterparty that only its own changes change.
protocol Bookkeeping: Sendable {
    /// A change, as the journal keeps it.
    associatedtype Change: Codable, Sendable

    /// As they are before anything has happened.
    init()

    mutating func apply(_ change: Change)
}

/// Books with the journal they are kept in.
struct Chronicle<Books: Bookkeeping> {
    private(set) var books = Books()
    /// Nil where the books live only as long as the process.
    private let journal: JournalFile?

    /// Opens the books with what `file` remembers.
    init(_ file: URL?) throws {
        guard let file else {
            journal = nil
            return
        }
        let (journal, lines) = try JournalFile.open(file)
        self.journal = journal
        for line in lines {
            for change in try JSONDecoder().decode([Books.Change].self, from: line) {
                books.apply(change)
            }
        }
    }

    /// Writes `changes` down, all or none, and only then has them in the books.
    mutating func enter(_ changes: [Books.Change]) throws {
        guard !changes.isEmpty else { return }
        try journal?.append(JSONEncoder().encode(changes))
        for change in changes { books.apply(change) }
    }

    mutating func empty() throws {
        try journal?.empty()
        books = Books()
    }
}
