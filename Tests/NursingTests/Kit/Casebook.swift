import Foundation
import Hospital
import Lab

@testable import Nursing

/// Stays and prices of the worked examples: A 60.00, B 80.00, C 50.00, D 65.30, E as A; X is an
/// ICU outside the scheme.
enum Casebook {
    static let prices = ["A": 6_000, "B": 8_000, "C": 5_000, "D": 6_530, "E": 6_000]

    static let tariff = Tariff(prices: prices.mapValues { [price($0)] })

    static func price(_ fen: Int, since: String = "2000-01-01", until: String? = nil)
        -> Tariff.Price
    {
        Tariff.Price(
            since: Day(year: 2000, month: 1, day: 1).moved(to: since),
            until: until.flatMap { Day($0) }, price: Money(fen: fen), item: "HL01", insurance: nil)
    }

    /// The scheme by the usual readings, where no record is asked for.
    static func scheme(
        _ tariff: Tariff = tariff, _ change: (inout Scheme) -> Void = { _ in }
    ) -> Scheme {
        var scheme = Scheme(tariff: tariff)
        scheme.proof = .generated
        change(&scheme)
        return scheme
    }

    /// Reads `2025-03-01 10:00` by the hospital's clock.
    static func moment(_ text: String) -> Date {
        let parts = text.split(separator: " ")
        let clock = parts[1].split(separator: ":").compactMap { Int($0) }
        let day = Day(String(parts[0])) ?? Day(number: 0)
        return Date(
            timeIntervalSince1970: Double(
                day.number * 86_400 + clock[0] * 3600 + clock[1] * 60 - 8 * 3600))
    }

    /// - Parameter moves: Where to and when, such as `B 2025-03-11 14:00`.
    static func course(
        from admitted: String = "2025-03-01 10:00", until discharged: String?,
        in department: String = "A", moves: [String] = []
    ) -> Course {
        var movements = [
            StayMovement(
                stay: "Y1",
                step: .admitted(
                    .init(
                        patient: "P1", campus: "benbu",
                        place: Stay.Place(department: Coding(code: department)))),
                happenedAt: moment(admitted), toldAt: moment(admitted))
        ]
        for move in moves {
            let at = moment(String(move.dropFirst(2)))
            movements.append(
                StayMovement(
                    stay: "Y1",
                    step: .transferred(
                        to: Stay.Place(department: Coding(code: String(move.prefix(1))))),
                    happenedAt: at, toldAt: at))
        }
        if let discharged {
            let at = moment(discharged)
            movements.append(
                StayMovement(stay: "Y1", step: .discharged, happenedAt: at, toldAt: at))
        }
        return Course(movements, in: .hospital)
            ?? Course(admitted: WallTime(day: Day(number: 0), second: 0), places: [])
    }

    /// Discharged at 09:00 on the day after the last of `days`.
    static func stay(of days: Int, in department: String = "A", moves: [String] = []) -> Course {
        let last = Day(year: 2025, month: 3, day: 1) + days
        return course(until: "\(last) 09:00", in: department, moves: moves)
    }

    /// A day long after all of them.
    static let later = Day(year: 2027, month: 1, day: 1)

    static func total(_ days: [BedDay]) -> Money { days.compactMap { $0.charge?.amount }.sum }

    /// As the table of examples writes them: `15×60.00`.
    static func segments(_ days: [BedDay]) -> [String] {
        Segment.grouping(lines(days)).map { "\($0.department) \($0.days)×\($0.unit)" }
    }

    /// The lines that post `days`.
    static func lines(_ days: [BedDay], from id: Int = 1) -> [PostedLine] {
        days.filter { $0.charge != nil }.enumerated().compactMap { index, day in
            guard let charge = day.charge, let department = day.department else { return nil }
            return PostedLine(
                id: id + index, day: day.day, index: day.index, department: department,
                ward: day.ward, price: charge.price, percent: charge.percent,
                amount: charge.amount, item: charge.item, insurance: charge.insurance,
                isLive: true, reversalOf: nil)
        }
    }
}

extension Day {
    fileprivate func moved(to text: String) -> Day { Day(text) ?? self }
}
