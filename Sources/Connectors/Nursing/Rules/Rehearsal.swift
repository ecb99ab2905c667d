import Hospital

/// What the rules alone make of many stays, without a book: the yardstick of the nightly run.
package struct Rehearsal: Sendable {
    private let scheme: Scheme
    private let stays: [(facts: StayFacts, live: [PostedLine])]
    private let ended: Day

    /// - Parameters:
    ///   - count: Stays that began `days` days ago in one of two departments, half of them moved
    ///     on their 20th day; all but the last day are charged.
    package init(stays count: Int, days: Int) {
        let price = Tariff.Price(
            since: Day(number: 0), until: nil, price: Money(fen: 6_530), item: "HL01",
            insurance: nil)
        var scheme = Scheme(tariff: Tariff(prices: ["A": [price], "B": [price]]))
        scheme.proof = .required
        let first = Day(year: 2025, month: 3, day: 1)
        ended = first + (days - 1)
        let records = Dictionary(
            uniqueKeysWithValues: (0..<days).map {
                (first + $0, StayFacts.Records(served: [nil]))
            })
        stays = (0..<count).map { number in
            var places = [
                Course.Place(
                    since: WallTime(day: first, second: 36_000), department: "A", ward: "W1")
            ]
            if number.isMultiple(of: 2) {
                places.append(
                    Course.Place(
                        since: WallTime(day: first + 19, second: 36_000), department: "B",
                        ward: "W2"))
            }
            let facts = StayFacts(
                course: Course(admitted: places[0].since, places: places), records: records)
            let charged = scheme.assess(facts, through: first + (days - 2))
            return (facts, charged.enumerated().compactMap { PostedLine($1, id: $0 + 1) })
        }
        self.scheme = scheme
    }

    /// Assesses every day of every stay and lays it beside what is charged.
    /// - Returns: The amount to be posted, in fen.
    package func play() -> Int {
        stays.reduce(0) { sum, stay in
            let days = scheme.assess(stay.facts, through: ended)
            let revision = Revision(from: stay.live, to: days)
            return sum + revision.difference.fen
        }
    }
}

extension PostedLine {
    /// The line that posts a day; nil where nothing is charged.
    fileprivate init?(_ day: BedDay, id: Int) {
        guard let charge = day.charge, let department = day.department else { return nil }
        self.init(
            id: id, day: day.day, index: day.index, department: department, ward: day.ward,
            price: charge.price, percent: charge.percent, amount: charge.amount,
            item: charge.item, insurance: charge.insurance, isLive: true, reversalOf: nil)
    }
}
