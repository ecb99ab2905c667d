import ConnectorKit
import Foundation
import Hospital
import Hub
import Storage
import Testing

@testable import Nursing

/// Any history told in any order comes to the same book as its rules.
struct RandomWardTests {
    /// What the HIS knows to be true of a stay, by which the book is judged.
    private struct Truth {
        /// Hours since midnight of the first day, by the transfer's number.
        var moves: [String: (hour: Int, to: String)] = [:]
        var away: Set<Int> = []
        var unserved: Set<Int> = []
        var days = 0
        var raisedFrom: Int?

        /// The rules as short as they can be said: fen.
        func total() -> Int {
            let order = moves.sorted { ($0.value.hour, $0.key) < ($1.value.hour, $1.key) }
            var total = 0
            for day in 0..<days where !away.contains(day) && !unserved.contains(day) {
                let owner = order.last { $0.value.hour < (day + 1) * 24 }?.value.to ?? "A"
                guard var price = Casebook.prices[owner] else { continue }
                if owner == "A", let from = raisedFrom, day >= from { price = 7_777 }
                let percent = day < 15 ? 100 : day < 30 ? 95 : 90
                total += (price * percent + 50) / 100
            }
            return total
        }
    }

    @Test(arguments: 1...6)
    func `a stay of random moves, corrections, leave and prices costs what it should`(
        seed: Int
    ) async throws {
        var dice = Dice(seed: UInt64(seed))
        try await Ward.open { ward in
            var truth = Truth()
            try await ward.admit()
            let first = try #require(Day("2025-03-01"))
            func moment(_ hour: Int) -> String {
                let clock = hour % 24
                return "\(first + hour / 24) \(clock < 10 ? "0" : "")\(clock):00"
            }
            for step in 0..<24 {
                let last = truth.days
                truth.days = last + dice.roll(0...3)
                if truth.days > last {
                    try await ward.night(of: (first + truth.days - 1).text)
                }
                // Told at the end of the day under way, of any day up to it.
                let now = truth.days * 24 + 23
                ward.at(moment(now))
                let told = moment(now).replacing(":00", with: ":\(10 + step)")
                let day = dice.roll(0...truth.days)
                switch dice.roll(0...9) {
                case 0...3:
                    let number = "T\(dice.roll(1...4))"
                    let hour = dice.roll(11...now)
                    let to = ["A", "B", "C", "D", "X"][dice.roll(0...4)]
                    truth.moves[number] = (hour, to)
                    try await ward.move(to: to, at: moment(hour), told: told, number: number)
                case 4, 5:
                    let isAway = dice.roll(0...2) > 0
                    if isAway { truth.away.insert(day) } else { truth.away.remove(day) }
                    _ = try await ward.ask(
                        "leave.set",
                        [
                            "stay": "Y1", "from": .string((first + day).text),
                            "approvedBy": "D7", "away": .bool(isAway),
                        ])
                case 6, 7:
                    let served = dice.roll(0...1) == 0
                    if served { truth.unserved.remove(day) } else { truth.unserved.insert(day) }
                    try await ward.serve(
                        on: (first + day).text, served: served, told: told)
                case 8 where truth.raisedFrom == nil && truth.days > 2:
                    truth.raisedFrom = day
                    try await ward.change(
                        .setPrice(
                            .init(
                                campus: "benbu", department: "A", name: "A科",
                                price: Money(fen: 7_777), item: "HL01",
                                since: (first + day).text)))
                    try await ward.clinic.untilQuiet()
                default:
                    try await ward.nightAgain(
                        of: (first + max(0, truth.days - 1)).text, "again \(step)")
                }
                // Two moves told for one hour: the later told counts, as in the book.
                let hours = truth.moves.values.map(\.hour)
                if Set(hours).count == hours.count {
                    let book = try await ward.lines().map(\.amount.fen).reduce(0, +)
                    #expect(book == truth.total(), "step \(step)")
                }
                let faults = try await ward.faults()
                #expect(faults == [], "step \(step)")
            }
            let before = try await ward.lines()
            try await ward.store.write {
                try $0.execute("UPDATE nursingStay SET isStale = 1, isWatched = 1")
            }
            try await ward.nightAgain(of: (first + truth.days - 1).text, "last")
            #expect(try await ward.lines() == before, "computing anew changes nothing")
        }
    }
}
