import Foundation
import Hospital
import Hub
import Insurer
import Storage

extension InsuranceConnector {
    /// Every five minutes: who was told to go on, and has said nothing since.
    public var timetable: [Schedule] {
        let settings = office.settings
        return [
            Schedule("insurance.permissions", cron: "*/5 * * * *", missed: .latest) {
                tick, transaction in
                let since = tick.at.addingTimeInterval(-60 * Double(settings.permission))
                var errands: [Errand] = []
                for dossier in try Dossiers.unanswered(since: since, in: transaction) {
                    let known = try Exceptions.search(
                        campus: nil, openOnly: false, settlement: dossier.settlement,
                        in: transaction)
                    // Once in a round, also where a person has settled it.
                    if !known.contains(where: {
                        $0.kind == .unanswered && $0.at >= (dossier.goAt ?? $0.at)
                    }) {
                        try Exceptions.open(
                            .unanswered, of: dossier, at: tick.at, in: transaction)
                    }
                    guard settings.unanswered == .restore, dossier.cancellation == nil else {
                        continue
                    }
                    try Steps.note(
                        .notReversed, of: dossier.settlement, by: "timetable", at: tick.at,
                        in: transaction)
                    try Dossiers.keep(dossier, at: tick.at, in: transaction)
                    guard dossier.isWithdrawn else { continue }
                    errands.append(
                        try ListOrder.errand(
                            .restore,
                            of: try Dossiers.kept(dossier.settlement, in: transaction), by: nil,
                            actor: "timetable", in: transaction))
                }
                return errands
            }
        ]
    }
}
