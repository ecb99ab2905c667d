import Foundation
import Hospital
import Hub
import Lab
import Storage

extension Asking {
    /// Asks for the bill of a sheet now, or gives the one that is there.
    func issue(_ question: Question) async throws -> JSON {
        let entry = try await sheet(question)
        guard let total = entry.total, total > .zero else { throw Declined.nothingToIssue }
        if entry.isReversed { throw Declined.reversed }
        let isStaff = question.caller.isAny(of: Self.staff)
        let orders = Orders(bureau: bureau, campus: entry.campus, at: question.now)
        let issuer = Issuer(question.caller)
        let last = try await store.read { try Bills.of(entry, in: $0).last }
        switch last?.state {
        case .issued: return try await view(entry)
        case .voiding: throw Declined.beingVoided
        case .issueFailed where !isStaff:
            throw Declined.notNow(
                "issue-failed", Words("票据开具失败，需人工处理。", "Issuing failed; somebody must look."),
                Words("请到收费窗口。", "Ask at the cashier's."))
        case .refunded: throw Declined.reversed
        case nil, .pending, .unknown, .issueFailed, .voided, .withdrawn: break
        }
        try await send(at: question.now) { transaction in
            if let open = try Bills.of(entry, in: transaction).last,
                open.state.isOpen || open.state == .issueFailed
            {
                // The same business number, whoever asks, as long as its fate is not known.
                try Bills.move(open.busNo, .retried, in: transaction)
                return orders.issue(open)
            }
            return try orders.issue(entry.kind, entry.number, by: issuer, in: transaction)
        }
        let bill = try await wait(
            { try Bills.of(entry, in: $0).last },
            until: { $0?.state == .issued || $0?.state == .issueFailed })
        if let bill, bill.state == .issued {
            try await audit("issue", bill.busNo, question)
        }
        return try await view(entry)
    }

    func view(_ entry: Sheets.Entry) async throws -> JSON {
        try await store.read { transaction in
            let entry = try Sheets.entry(entry.kind, entry.number, in: transaction) ?? entry
            return BillView(entry: entry, bill: try Bills.of(entry, in: transaction).last).json
        }
    }
}
