import Hospital

extension Records {
    /// Whose bills or lists a text typed at a counter may mean.
    public enum Meaning: Hashable, Sendable {
        case visit(String)
        case stay(String)
        case patient(String)
    }

    /// What `text` may mean as a visit, a stay, their numbers, a card or a patient; the surest
    /// first, and visits and stays that were never told among them.
    public static func meanings(
        of text: String, in transaction: any Transaction
    ) throws -> [Meaning] {
        var meanings = [Meaning.visit(text), .stay(text)]
        meanings += try visits(numbered: text, in: transaction).map { .visit($0.id) }
        meanings += try stays(numbered: text, in: transaction).map { .stay($0.id) }
        if let patient = try patient(byKey: text, in: transaction) {
            meanings.append(.patient(patient.id))
        }
        return meanings
    }
}
