import Foundation
import Hospital
import Hub
import Storage

/// One day of one issuing point and one kind, to be compared with the platform's books.
struct DayOrder: Hashable, Sendable {
    let campus: String
    let place: String
    let kind: Bill.Kind
    /// As `yyyy-MM-dd`.
    let day: String

    var payload: JSON {
        [
            "campus": .string(campus), "place": .string(place), "kind": .string(kind.rawValue),
            "day": .string(day),
        ]
    }

    init(campus: String, place: String, kind: Bill.Kind, day: String) {
        self.campus = campus
        self.place = place
        self.kind = kind
        self.day = day
    }

    init(_ payload: JSON) throws {
        guard
            let campus = payload.text("campus"), let place = payload.text("place"),
            let kind = payload.text("kind").flatMap(Bill.Kind.init), let day = payload.text("day")
        else { throw UnreadablePayload() }
        self.init(campus: campus, place: place, kind: kind, day: day)
    }

    func errand(again: String? = nil) -> Errand {
        Errand(
            connector: EInvoiceConnector.name, operation: ErrandKind.reconcile.rawValue,
            lane: EInvoiceConnector.dailyLane(of: campus),
            number: "day-\(campus)-\(place)-\(kind.rawValue)-\(day)"
                + (again.map { "-\($0)" } ?? ""),
            payload: payload)
    }
}

extension EInvoiceConnector {
    /// Every night, yesterday's books: each campus, each issuing point, each kind.
    public var timetable: [Schedule] {
        let bureau = bureau
        return [
            Schedule(
                "einvoice.reconciliation", cron: bureau.settings.reconciliation, missed: .every
            ) { tick, _ in
                let day = bureau.time.day(bureau.time.start(daysBefore: 1, tick.at))
                return bureau.settings.campuses.sorted { $0.key < $1.key }
                    .flatMap { campus, account in
                        account.allPlaces.flatMap { place in
                            Bill.Kind.allCases.map { kind in
                                DayOrder(campus: campus, place: place, kind: kind, day: day)
                                    .errand()
                            }
                        }
                    }
            }
        ]
    }
}
