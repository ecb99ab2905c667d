import Foundation
import Hall
import Hospital
import Lab
import Storage

extension House {
    /// How long a report stays on its board where the board does not say, in minutes.
    static let reportMinutes = 30

    /// Reports verified lately, newest first, each until its time is over.
    func reportsPicture(_ board: BoardSettings) async throws -> ReportsPicture {
        let minutes = board.minutes ?? Self.reportMinutes
        let since = now().addingTimeInterval(-Double(minutes) * 60)
        let shown = try await store.engine.read { transaction in
            try Records.reports(since: since, limit: 200, in: transaction).map { report in
                (report, try Records.patient(byKey: report.patient, in: transaction))
            }
        }
        let labels = await labels(of: shown.compactMap(\.0.order))
        let prompt =
            board.prompt
            ?? Words("检验报告已出，请到自助机打印", "Your report is ready; please print it at a machine")
        let rows = shown.compactMap { report, patient -> ReportsPicture.Row? in
            guard let patient else { return nil }
            let person = Person(patient)
            return ReportsPicture.Row(
                name: board.masked ?? true ? person.maskedName : person.name,
                number: report.order.map { labels[$0] ?? "尾号 \($0.suffix(4))" } ?? "",
                prompt: prompt, at: report.receivedAt,
                expiresAt: report.receivedAt.addingTimeInterval(Double(minutes) * 60))
        }
        return ReportsPicture(board, rows: rows)
    }

    /// Today's ticket labels by order.
    private func labels(of orders: [String]) async -> [String: String] {
        let wanted = Set(orders)
        var labels: [String: String] = [:]
        for desk in desks {
            let found = await desk.read { line in
                line.tickets.values.flatMap { ticket in
                    ticket.orders.filter(wanted.contains).map { ($0, ticket.label) }
                }
            }
            for (order, label) in found { labels[order] = label }
        }
        return labels
    }

    /// The report boards, whose rows come and go with time.
    var reportBoards: [String] {
        settings.boards.filter { $0.kind == .reports }.map { "board \($0.id)" }
    }
}
