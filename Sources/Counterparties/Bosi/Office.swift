import Foundation

/// The platform's room: the books, the journal they are kept in, and the last answers given.
struct Office {
    private(set) var books = Books()
    /// Nil where the books live only as long as the process.
    private let journal: JournalFile?
    private var generator: any RandomNumberGenerator & Sendable
    /// The last answer of each service, with the business number it was about.
    var lastAnswers: [String: (busNo: String, message: String)] = [:]

    /// Opens the office with what `journal` remembers.
    init(journal file: URL?, generator: any RandomNumberGenerator & Sendable) throws {
        self.generator = generator
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
        lastAnswers = [:]
    }

    /// So many random characters of `alphabet`.
    mutating func random(_ count: Int, of alphabet: String) -> String {
        let characters = Array(alphabet)
        return String(
            (0..<count).map { _ in
                characters[Int.random(in: 0..<characters.count, using: &generator)]
            })
    }
}
