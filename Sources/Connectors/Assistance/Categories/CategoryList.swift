import Lab

/// A list of categories to be taken over, read and compared with the table: all of it or nothing.
struct CategoryList: Hashable, Sendable {
    /// What is wrong with one line.
    struct Fault: Hashable, Sendable {
        let line: Int
        /// Nil where the line as a whole is wrong, or its words say which field is.
        var field: CategoryField?
        let words: Words
    }

    enum Change: Hashable, Sendable { case new, changed, same }

    struct Entry: Hashable, Sendable {
        let line: Int
        let category: Category
        let change: Change
    }

    typealias Found = (line: Int, category: Category)

    /// Empty where anything is wrong.
    let entries: [Entry]
    let faults: [Fault]
    /// Codes of the table that the list does not name; they stay as they are.
    let untouched: [String]

    /// More than a thousand lines are no list of twenty.
    static let linesAtMost = 1_000

    /// - Parameter known: The whole table.
    init(_ text: String, beside known: [Category]) {
        let read = Self.read(text)
        self.init(read.found, faults: read.faults, beside: known)
    }

    /// One category as the form has it.
    /// - Parameter isNew: Whether it must not be there yet.
    init(_ category: Category, isNew: Bool, beside known: [Category]) {
        let isTaken = isNew && known.contains { $0.code == category.code }
        self.init(
            [(1, category)],
            faults: isTaken
                ? [
                    Fault(
                        1, "已有代码 \(category.code)", "the code \(category.code) is taken",
                        field: .code)
                ]
                : [], beside: known)
    }

    private init(_ found: [Found], faults: [Fault], beside known: [Category]) {
        let codes = Set(found.map(\.category.code))
        let untouched = known.filter { !codes.contains($0.code) }
        var faults = faults + Self.repeated(in: found) + Self.colliding(found, untouched)
        if faults.isEmpty, found.isEmpty {
            faults.append(Fault(1, "列表是空的", "the list is empty"))
        }
        let before = Dictionary(known.map { ($0.code, $0) }) { first, _ in first }
        entries =
            faults.isEmpty
            ? found.map { found in
                let change: Change =
                    switch before[found.category.code] {
                    case nil: .new
                    case found.category?: .same
                    default: .changed
                    }
                return Entry(line: found.line, category: found.category, change: change)
            } : []
        self.faults = faults.sorted { ($0.line, $0.words.zh) < ($1.line, $1.words.zh) }
        self.untouched = untouched.map(\.code).sorted()
    }

    private static func repeated(in found: [Found]) -> [Fault] {
        Dictionary(grouping: found, by: \.category.code).values.flatMap { same in
            same.dropFirst().map { entry in
                Fault(
                    entry.line, "代码 \(entry.category.code) 与第 \(same[0].line) 行重复",
                    "the code \(entry.category.code) is that of line \(same[0].line)")
            }
        }
    }

    /// One code of the insurer means one category at a time.
    private static func colliding(_ found: [Found], _ untouched: [Category]) -> [Fault] {
        found.enumerated().compactMap { index, entry in
            let other =
                found.prefix(index).map(\.category).first {
                    $0.code != entry.category.code && $0.collides(with: entry.category)
                } ?? untouched.first { $0.collides(with: entry.category) }
            guard let other else { return nil }
            return Fault(
                entry.line, "医保身份编码 \(entry.category.insurer) 在同一时期已属于类别 \(other.code)",
                "the insurer's code \(entry.category.insurer) is that of \(other.code) at the "
                    + "same time", field: .insurer)
        }
    }
}

extension CategoryList.Fault {
    init(_ line: Int, _ zh: String, _ en: String, field: CategoryField? = nil) {
        self.init(line: line, field: field, words: Words(zh, en))
    }
}
