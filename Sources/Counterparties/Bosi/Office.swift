import Foundation

/// The platform's room: the books and the last answers given.
struct Office {
    private var chronicle: Chronicle<Books>
    private var generator: any RandomNumberGenerator & Sendable
    /// The last answer of each service, with the business number it was about.
    var lastAnswers: [String: (busNo: String, message: String)] = [:]

    /// Opens the office with what `journal` remembers.
    init(journal file: URL?, generator: any RandomNumberGenerator & Sendable) throws {
        self.generator = generator
        chronicle = try Chronicle(file)
    }

    var books: Books { chronicle.books }

    /// Writes `changes` down, all or none, and only then has them in the books.
    mutating func enter(_ changes: [Books.Change]) throws { try chronicle.enter(changes) }

    mutating func empty() throws {
        try chronicle.empty()
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
