import Foundation

/// The fund's room: the books and the last outputs given.
struct FundOffice {
    private var chronicle: Chronicle<FundBooks>
    /// By service, since the process began.
    var lastOutputs: [String: JSON] = [:]

    init(journal file: URL?) throws {
        chronicle = try Chronicle(file)
    }

    var books: FundBooks { chronicle.books }

    /// Writes `changes` down, all or none, and only then has them in the books.
    mutating func enter(_ changes: [FundBooks.Change]) throws { try chronicle.enter(changes) }

    mutating func empty() throws {
        try chronicle.empty()
        lastOutputs = [:]
    }
}
