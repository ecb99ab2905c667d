import Foundation
import Hospital
import Hub
import Lab
import Storage

/// One bill: to look at, to print again, to put on paper, to make void.
struct BillPage: Sendable {
    let asking: Asking

    func answer(_ visit: Screen.Visit) async throws -> Screen.Answer {
        let entry = try await entry(visit)
        let bill = try await asking.store.read { try Bills.of(entry, in: $0).last }
        guard let form = visit.form else { return try await page(entry, bill) }
        let here = ["kind": entry.kind.rawValue, "number": entry.number]
        let busNo = bill?.busNo ?? ""
        switch form["act"] {
        case "issue":
            let member = entry.kind == .deposit ? "deposit" : "settlement"
            _ = try await asking.issue(
                visit.question(.object([member: .string(entry.number)])))
            return .done(Words("已提交开具。", "Issuing is under way."), screen: "bill", query: here)
        case "print":
            let answer = try await asking.print(
                visit.question(["bill": .string(busNo), "as": "document"]))
            guard case .document(let document) = answer else { throw Declined.noPicture }
            // The browser shows and prints the file: that counts as a paper.
            _ = try await asking.printed(visit.question(["bill": .string(busNo)]))
            return .document(document)
        case "exchange":
            guard visit.isConfirmed else {
                return .confirm(
                    confirmation(
                        Words("换开为纸质票据？", "Exchange this bill to paper?"), entry, bill,
                        Words("确认换开", "Exchange")))
            }
            _ = try await asking.exchange(visit.question(["bill": .string(busNo)]))
            return .done(Words("已换开。", "It is on paper now."), screen: "bill", query: here)
        case "void":
            guard let reason = form["reason"], !reason.isEmpty else {
                throw Declined.lacks("作废原因")
            }
            guard visit.isConfirmed else {
                return .confirm(
                    confirmation(
                        Words("作废这张票据？作废后不能恢复。", "Make this bill void? It stays void."), entry,
                        bill, Words("确认作废", "Make it void"),
                        more: [(Words("原因", "Reason"), reason)]))
            }
            _ = try await asking.void(
                visit.question(["bill": .string(busNo), "reason": .string(reason)]))
            return .done(Words("已提交作废。", "Voiding is under way."), screen: "bill", query: here)
        default: throw Declined.lacks("act")
        }
    }

    private func entry(_ visit: Screen.Visit) async throws -> Sheets.Entry {
        guard let kind = visit.query["kind"].flatMap(Bill.Kind.init),
            let number = visit.query["number"]
        else { throw Declined.unknownBill }
        let entry = try await asking.store.read { try Sheets.entry(kind, number, in: $0) }
        guard
            let entry,
            asking.isVisible(of: entry.patient, campus: entry.campus, to: visit.caller)
        else { throw Declined.unknownBill }
        return entry
    }

    private func confirmation(
        _ question: Words, _ entry: Sheets.Entry, _ bill: Bill?, _ button: Words,
        more: [(label: Words, value: String)] = []
    ) -> Screen.Confirmation {
        Screen.Confirmation(
            question,
            about: [
                (Words("金额", "Amount"), entry.total?.yuan ?? ""),
                (Words("交款人", "Payer"), bill?.payer ?? ""),
                (Words("票据号码", "Bill"), bill?.numbers?.number ?? ""),
            ] + more, button: button)
    }

    private func page(_ entry: Sheets.Entry, _ bill: Bill?) async throws -> Screen.Answer {
        let view = BillView(entry: entry, bill: bill)
        let patient = try await asking.store.read {
            try Records.patient(id: entry.patient, in: $0)
        }
        func shown(_ text: String?) -> JSON { .string(text ?? "—") }
        let details: [(Words, JSON)] = [
            (Words("交款人", "Payer"), shown(bill?.payer ?? patient?.name)),
            (Words("类别", "Kind"), .words(entry.kind.words)),
            (Words("结算号", "Number"), .string(entry.number)),
            (Words("金额", "Amount"), shown(entry.total?.yuan)),
            (Words("业务流水号", "Business number"), shown(bill?.busNo)),
            (Words("票据代码", "Batch"), shown(bill?.numbers?.batch)),
            (Words("票据号码", "Bill"), shown(bill?.numbers?.number)),
            (Words("纸质号码", "Paper"), shown(bill?.paper?.number)),
            (Words("打印次数", "Prints"), .string(String(bill?.prints ?? 0))),
            (
                Words("说明", "Note"),
                bill?.error.map { .words(EInvoiceConnector.reasons.words($0)) } ?? .string("—")
            ),
        ]
        let isIssued = bill?.state == .issued
        return .page([
            "state": .badge(
                JSON.Tone(rawValue: view.standing.tone) ?? .off, view.standing.words),
            "details": .array(
                details.map { ["label": .words($0.0), "value": $0.1] }),
            "canIssue": .bool(view.canIssue), "canPrint": .bool(isIssued),
            "canExchange": .bool(isIssued && entry.kind != .deposit),
            "canVoid": .bool(isIssued && entry.kind != .deposit),
            "back": .string(
                entry.kind == .deposit || entry.kind == .discharge ? "inpatient" : "outpatient"),
            "number": .string(entry.number),
        ])
    }
}
