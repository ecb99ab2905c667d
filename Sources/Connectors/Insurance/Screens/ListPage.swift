import Foundation
import Hospital
import Hub
import Lab
import Storage

/// One settlement's list: how it stands, what was done with it, and what may be done.
struct ListPage: Sendable {
    let asking: Asking

    func answer(_ visit: Screen.Visit) async throws -> Screen.Answer {
        let dossier = try await dossier(visit)
        if let form = visit.form { return try await act(form, dossier, visit) }
        return try await page(dossier)
    }

    private func dossier(_ visit: Screen.Visit) async throws -> Dossier {
        guard let number = visit.query["settlement"],
            let dossier = try await asking.store.read({ try Dossiers.find(number, in: $0) }),
            dossier.insured != nil,
            visit.caller.campus.map({ $0 == dossier.campus }) ?? true
        else { throw Declined.unknownSettlement }
        return dossier
    }

    private func act(
        _ form: [String: String], _ dossier: Dossier, _ visit: Screen.Visit
    ) async throws -> Screen.Answer {
        let reason = form["reason"]?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
        let question = visit.question([
            "settlement": .string(dossier.settlement), "operator": .string(visit.caller.actor),
            "operatorName": .string(visit.caller.name), "reason": .string(reason),
        ])
        switch form["act"] {
        case "look":
            _ = try await asking.looked(question)
            return done(Words("已查询。", "It was asked."), dossier)
        case "withdraw":
            if reason.isEmpty { throw Declined.lacks("原因") }
            guard visit.isConfirmed else {
                return .confirm(
                    confirmation(
                        Words(
                            "撤回这份已提交的医保清单？撤回后请尽快冲销结算，或恢复提交。",
                            "Take this submitted list back? Then reverse the settlement soon, or "
                                + "submit the list again."), dossier, reason,
                        Words("确认撤回提交", "Take it back")))
            }
            return try await told(asking.beforeReversal(question), dossier)
        case "restore":
            guard visit.isConfirmed else {
                return .confirm(
                    confirmation(
                        Words(
                            "结算不冲销，重新提交这份医保清单？",
                            "The settlement stays; submit this list again?"), dossier, reason,
                        Words("确认恢复提交", "Submit it again")))
            }
            let answer = try await asking.notReversed(question)
            if let error = answer.text("error") { throw Declined.refused(error) }
            return done(
                answer["restored"] == .bool(true)
                    ? Words("清单已恢复提交。", "The list is submitted again.")
                    : Words("正在恢复提交。", "It is being submitted again."), dossier)
        default: throw Declined.lacks("act")
        }
    }

    private func told(_ permission: Permission, _ dossier: Dossier) throws -> Screen.Answer {
        switch permission {
        case .go: return done(Words("清单已撤回，可以冲销。", "It is taken back; reverse now."), dossier)
        case .stop(let reason, _):
            throw Declined.notNow(
                "not-withdrawn-yet", reason, Words("请稍后查看本页。", "Look at this page later."))
        }
    }

    private func done(_ words: Words, _ dossier: Dossier) -> Screen.Answer {
        .done(words, screen: "list", query: ["settlement": dossier.settlement])
    }

    private func confirmation(
        _ question: Words, _ dossier: Dossier, _ reason: String, _ button: Words
    ) -> Screen.Confirmation {
        Screen.Confirmation(
            question,
            about: [
                (Words("金额", "Amount"), dossier.total?.yuan ?? "—"),
                (Words("结算号", "Settlement"), dossier.settlement),
                (Words("医保结算号", "Insurance number"), dossier.insured?.setlID ?? ""),
            ] + (reason.isEmpty ? [] : [(Words("原因", "Reason"), reason)]), button: button)
    }

    private func page(_ dossier: Dossier) async throws -> Screen.Answer {
        let (patient, steps) = try await asking.store.read { transaction in
            (
                try Records.patient(id: dossier.patient, in: transaction),
                try Steps.of(dossier.settlement, in: transaction)
            )
        }
        func shown(_ text: String?) -> JSON { .string(text ?? "—") }
        let details: [(Words, JSON)] = [
            (Words("患者", "Patient"), shown(patient?.name)),
            (Words("类别", "Kind"), .words(dossier.kind.words)),
            (Words("院区", "Campus"), .campus(dossier.campus)),
            (Words("结算号", "Settlement"), .string(dossier.settlement)),
            (Words("金额", "Amount"), shown(dossier.total?.yuan)),
            (Words("医保结算号", "Insurance number"), shown(dossier.insured?.setlID)),
            (Words("就诊号", "Insurance visit"), shown(dossier.insured?.mdtrtID)),
            (Words("参保地", "Insured in"), shown(dossier.insured?.area)),
            (Words("冲销", "Reversal"), .words(dossier.phaseWords)),
            (
                Words("说明", "Note"),
                (dossier.error ?? dossier.lack())
                    .map { .words(InsuranceConnector.reasons.words($0)) } ?? .string("—")
            ),
        ]
        return .page([
            "state": dossier.badge, "settlement": .string(dossier.settlement),
            "lookedAt": dossier.lookedAt.map { .moment($0) } ?? .null,
            "details": .array(details.map { ["label": .words($0.0), "value": $0.1] }),
            "rows": .array(steps.map(\.json)),
            "canLook": .bool(dossier.lack() == nil),
            "canWithdraw": .bool(
                dossier.lack() == nil
                    && (dossier.phase == .idle || dossier.phase == .stopped)),
            "canRestore": .bool(
                dossier.isWithdrawn && dossier.phase != .reversed
                    && dossier.cancellation != .sent && dossier.cancellation != .done),
        ])
    }
}

extension Steps.Step {
    fileprivate var json: JSON {
        [
            "at": .moment(at), "act": .words(act.words), "actor": .string(actor),
            "msgid": .string(msgid ?? ""), "refmsgid": .string(refmsgid ?? ""),
            "outcome": outcome.badge, "note": .words(InsuranceConnector.reasons.words(note)),
            "tone": .string(outcome == .refused ? "bad" : ""),
        ]
    }
}
