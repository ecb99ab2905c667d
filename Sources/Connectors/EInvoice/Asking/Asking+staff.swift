import Foundation
import Hospital
import Hub
import Lab
import Storage

/// What only staff may do by hand.
extension Asking {
    /// Makes a bill void though its settlement stands; a new one may be issued then.
    func void(_ question: Question) async throws -> JSON {
        let bill = try await bill(question)
        guard bill.kind != .deposit else {
            throw Declined.notNow(
                "deposit-voucher", Words("预交金票据随退款冲红。", "A deposit's voucher follows its refund."),
                Words("请在住院系统退预交金。", "Refund the deposit in the HIS."))
        }
        guard bill.state == .issued || bill.state == .voiding else { throw Declined.billVoid }
        if let obstacle = try await store.read({ try bureau.obstacle(to: bill, in: $0) }) {
            throw Declined.notNow(
                "list-standing", obstacle.hindrance,
                Words("撤回后再作废。", "Make it void after that."))
        }
        let orders = Orders(bureau: bureau, campus: bill.campus, at: question.now)
        let issuer = Issuer(question.caller)
        let because = VoidOrder.Because(
            question.body.text("reason"), by: issuer.name, at: issuer.source, issuer.point)
        try await send(at: question.now) { try orders.void(bill, because, in: $0) }
        let seen = try await wait(
            { try Bills.bill(bill.busNo, in: $0) },
            until: { $0?.state.isGone == true || ($0?.state == .issued && $0?.error != nil) })
        try await audit(
            "void", bill.busNo, detail: question.body.text("reason") ?? "", question)
        return [
            "bill": .string(bill.busNo), "state": .string(seen?.state.rawValue ?? ""),
            "error": seen?.error.map { .string($0) } ?? .null,
        ]
    }

    /// Exchanges a bill to the next blank paper of the caller's place.
    func exchange(_ question: Question) async throws -> JSON {
        let bill = try await bill(question)
        guard bill.kind != .deposit else {
            throw Declined.notNow(
                "deposit-voucher", Words("预交金票据不换开纸质。", "A deposit's voucher is not exchanged."),
                Words("请打印电子票据。", "Print the electronic one."))
        }
        guard bill.state == .issued else {
            throw bill.state.isOpen && bill.state != .voiding
                ? Declined.notIssued : Declined.billVoid
        }
        let issuer = Issuer(question.caller)
        let account = try bureau.account(of: bill.campus)
        guard
            let place = account.place(of: issuer.source, point: issuer.point) ?? bill.placeCode
        else { throw Declined.lacks("placeCode") }
        let order = PaperOrder(
            bill: bill.busNo, place: place, operator: issuer.name, before: bill.papers,
            at: question.now)
        try await send(at: question.now) { _ in
            Errand(
                connector: EInvoiceConnector.name, operation: ErrandKind.exchange.rawValue,
                lane: bill.lane, key: bill.family, number: order.number, payload: order.payload)
        }
        let seen = try await wait(
            { try Bills.bill(bill.busNo, in: $0) },
            until: { ($0?.papers ?? 0) > bill.papers || $0?.error != nil })
        try await audit("exchange", bill.busNo, question)
        guard let seen, seen.papers > bill.papers else {
            throw Declined.notNow(
                "exchange-pending",
                Words(
                    "换开未完成：\(seen?.error ?? "平台处理中")。",
                    "The exchange is not done: \(seen?.error ?? "the platform is at it")."),
                Words("请稍后查看。", "Look again in a moment."))
        }
        return [
            "bill": .string(bill.busNo),
            "paperBatch": seen.paper.map { .string($0.batch) } ?? .null,
            "paper": seen.paper.map { .string($0.number) } ?? .null,
        ]
    }
}
