import Foundation
import Hospital
import Hub
import Lab
import Storage

extension Demo {
    /// Plays the HIS of the past weeks to a fresh store, so that the desk has something to show.
    func tell(_ inbox: Inbox, of connectors: Connectors, at now: Date) async throws {
        guard isNew else { return }
        try await inbox.store.write { transaction in
            for member in connectors.members {
                try type(of: member.connector).furnishDemonstration(at: now, in: transaction)
            }
        }
        let told = Self.inpatients(at: now) + Self.settlements(at: now)
        _ = try await inbox.keep(
            try told.enumerated().map { index, told in try told.event(number: index + 1) })
    }

    /// An event of a HIS that numbers what it tells.
    struct Told {
        let type: String
        let at: Date
        let data: [String: JSON]

        init(_ type: String, at moment: Date, _ data: [String: JSON]) {
            self.type = type
            at = moment
            self.data = data
        }

        func event(number: Int) throws -> HISEvent {
            try HISEvent(
                [
                    "id": .string("demo-\(number)"), "type": .string(type),
                    "at": .string(at.formatted(.iso8601)), "campus": "benbu",
                    "data": .object(data),
                ], campuses: nil)
        }
    }

    static func moment(daysAgo days: Int, _ now: Date) -> Date {
        now - TimeInterval(days * 86_400)
    }

    /// As `yyyy-MM-dd`.
    static func day(_ moment: Date) -> String {
        BusinessDay(of: moment, in: .hospital, changesAt: 0).date
    }
}
