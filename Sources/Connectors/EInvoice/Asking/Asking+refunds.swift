import Foundation
import Hospital
import Hub
import Lab
import Storage

/// Whether the HIS may give money back: only when no valid bill is left (§11.5).
extension Asking {
    enum Permission: Sendable {
        case go(Bill?)
        /// - Parameter again: Whether asking again in a moment may be answered otherwise.
        case stop(Words, again: Bool)

        var json: JSON {
            switch self {
            case .go(let bill):
                [
                    "go": .bool(true), "bill": bill.map { .string($0.busNo) } ?? .null,
                    "state": bill.map { .string($0.state.rawValue) } ?? .null,
                ]
            case .stop(let reason, let again):
                [
                    "go": .bool(false), "again": .bool(again),
                    "reason": ["zh": .string(reason.zh), "en": .string(reason.en)],
                ]
            }
        }
    }

    /// Before a settlement or a registration is taken back: makes its bill void first.
    func beforeReversal(_ question: Question) async throws -> Permission {
        guard let number = question.body.text("settlement") else {
            throw Declined.lacks("settlement")
        }
        let found = try await store.read { try Sheets.settlement(number, in: $0) }
        guard let entry = found, entry.sheet != nil else { return stranger() }
        if let obstacle = try await obstacle(to: entry) {
            return .stop(obstacle.hindrance, again: true)
        }
        let orders = Orders(bureau: bureau, campus: entry.campus, at: question.now)
        let because = because(question)
        try await send(at: question.now) { transaction in
            guard let bill = try Bills.of(entry, in: transaction).last else { return nil }
            if bill.state == .issueFailed {
                // Nobody may issue it any more once money has left.
                try Bills.withdraw(bill.busNo, at: question.now, in: transaction)
            }
            guard bill.state.isOpen else { return nil }
            return try orders.void(bill, because, in: transaction)
        }
        return try await outcome(of: entry, question)
    }

    /// What another connector has to take back before a bill that counts may become void.
    private func obstacle(to entry: Sheets.Entry) async throws -> Reversals.Entry? {
        try await store.read { transaction in
            guard let bill = try Bills.of(entry, in: transaction).last, !bill.state.isGone
            else { return nil }
            return try bureau.obstacle(to: bill, in: transaction)
        }
    }

    /// Waits until the bill is void, or until nobody at the counter waits any longer.
    private func outcome(
        of entry: Sheets.Entry, _ question: Question
    ) async throws -> Permission {
        let bill = try await wait(
            { try Bills.of(entry, in: $0).last },
            until: { bill in
                guard let bill else { return true }
                return bill.state.isGone || (bill.state == .issued && bill.error != nil)
            })
        guard let bill else { return .go(nil) }
        if bill.state.isGone {
            try await audit("void", bill.busNo, question)
            return .go(bill)
        }
        if bill.state == .issued {
            return .stop(
                Words(
                    "电子票据未能作废：\(bill.error ?? "")，请处理后再退费。",
                    "The e-invoice could not be made void: \(bill.error ?? ""); settle that first."),
                again: false)
        }
        return .stop(
            Words("电子票据正在作废，请稍后再试。", "The e-invoice is being made void; ask again."),
            again: true)
    }

    /// Before an amount of a deposit is given back: has the platform take it off the voucher.
    func beforeDepositRefund(_ question: Question) async throws -> Permission {
        let body = question.body
        guard let deposit = body.text("deposit") else { throw Declined.lacks("deposit") }
        guard let refund = body.text("refund") else { throw Declined.lacks("refund") }
        guard let fen = body.whole("amount"), fen > 0 else { throw Declined.lacks("amount") }
        let entry = try await store.read { try Sheets.entry(.deposit, deposit, in: $0) }
        guard let entry, entry.sheet != nil else { return stranger() }
        let orders = Orders(bureau: bureau, campus: entry.campus, at: question.now)
        let because = because(question)
        let isCancellation = body["cancelled"] == .bool(true)
        let balance = body.whole("balance").map(Money.init(fen:))
        let number = "refund-\(refund)"
        if let fault = try await store.read({
            try Reds.fault(
                number, of: deposit, amount: isCancellation ? nil : Money(fen: fen), in: $0)
        }) {
            return .stop(fault, again: false)
        }
        try await send(at: question.now) { transaction in
            try orders.refunded(
                refund, of: deposit, amount: Money(fen: fen), balance: balance,
                isCancellation: isCancellation, because, in: transaction)
        }
        let seen = try await wait(
            { transaction in
                (
                    red: try Reds.state(number, in: transaction),
                    bill: try Bills.of(entry, in: transaction).last
                )
            },
            until: { seen in
                guard let bill = seen.bill, bill.state.isOpen else { return true }
                return seen.red?.state == "done" || seen.red?.state == "failed"
            })
        guard let bill = seen.bill else { return .go(nil) }
        if seen.red?.state == "done" || bill.state.isGone || bill.state == .issueFailed {
            try await audit("refund", bill.busNo, detail: number, question)
            return .go(bill)
        }
        if seen.red?.state == "failed" {
            let reason = EInvoiceConnector.reasons.words(seen.red?.error ?? "")
            return .stop(
                Words(
                    "预交金票据未能冲红：\(reason.zh)", "The voucher was not refunded: \(reason.en)"),
                again: false)
        }
        return .stop(
            Words("预交金票据正在冲红，请稍后再试。", "The voucher is being refunded; ask again."),
            again: true)
    }

    private func because(_ question: Question) -> VoidOrder.Because {
        let issuer = Issuer(question.caller)
        return VoidOrder.Because(
            question.body.text("reason"),
            by: question.body.text("operatorName") ?? question.body.text("operator")
                ?? issuer.name,
            at: question.body.text("source").flatMap(Counter.Source.init) ?? issuer.source,
            question.body.text("point") ?? issuer.point)
    }

    private func stranger() -> Permission {
        bureau.settings.strangers == .go
            ? .go(nil)
            : .stop(
                Words(
                    "未收到此笔结算，无法确认其电子票据；请先发送结算事件，或在设置中允许 (strangers: go)。",
                    "This settlement never arrived, so nobody knows its e-invoice; send its event "
                        + "first, or allow it in the settings (strangers: go)."), again: true)
    }
}
