/// One of the classes of assisted persons (救助类别), of which the insurer names twenty.
struct Category: Hashable, Sendable, Identifiable {
    /// The table's own code.
    var code: String
    var name: String
    /// The insurer's code (matIdetCode).
    var insurer: String
    /// The HIS's own code of the category, where it has one.
    var hospital: String?
    /// First and last day, `yyyy-MM-dd`; nil for open.
    var from: String?
    var until: String?
    /// Where it stands in lists.
    var sort: Int

    var id: String { code }

    func isActive(on day: String) -> Bool {
        (from.map { $0 <= day } ?? true) && (until.map { day <= $0 } ?? true)
    }

    /// Whether one day has both of them under one code of the insurer.
    func collides(with other: Category) -> Bool {
        guard insurer == other.insurer else { return false }
        let (first, last) = (max(from ?? "", other.from ?? ""), [until, other.until])
        return last.allSatisfy { end in end.map { first <= $0 } ?? true }
    }
}
