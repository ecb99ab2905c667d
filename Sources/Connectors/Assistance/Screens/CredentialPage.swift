import Foundation
import Hospital
import Hub
import Lab
import Storage

/// 住院凭证修改: how the patient is known, the change, and the notice that goes with it
/// (§10.2, §10.4).
struct CredentialPage: Sendable {
    let asking: Asking

    func answer(_ visit: Screen.Visit) async throws -> Screen.Answer {
        switch try await InpatientSearch(asking: asking).find(visit) {
        case .nothing: return .page(["isIdle": .bool(true)])
        case .several(let rows): return .page(["rows": .array(rows), "isList": .bool(true)])
        case .one(let subject):
            guard let form = visit.form else { return try await page(subject, visit) }
            if form["act"] == "recheck" {
                let standing = try await asking.look(
                    at: subject, again: true, visit.question(.object([:])))
                return done(
                    Words("已重新核对：\(standing.title.zh)。", "Checked again: \(standing.title.en)."),
                    subject)
            }
            return try await save(form, subject, visit)
        }
    }

    private func save(
        _ form: [String: String], _ subject: Subject, _ visit: Screen.Visit
    ) async throws -> Screen.Answer {
        let request = form["request"] ?? ""
        var asked = form.filter { ["request", "kind", "number", "cardSN"].contains($0.key) }
        asked["stay"] = subject.stay?.id
        do {
            _ = try await asking.credentialSave(
                visit.question(.object(asked.mapValues(JSON.string))))
        } catch let declined as Declined where declined.kind == .malformed {
            return try await page(subject, visit, complaint: declined)
        }
        return done(
            Words("住院凭证已保存。", "The credential is saved."), subject, ["saved": request])
    }

    private func done(
        _ words: Words, _ subject: Subject, _ more: [String: String] = [:]
    ) -> Screen.Answer {
        let stay = ["stay": subject.stay?.id ?? ""]
        return .done(
            words, screen: "credential", query: stay.merging(more) { _, new in new })
    }

    private func page(
        _ subject: Subject, _ visit: Screen.Visit, complaint: Declined? = nil
    ) async throws -> Screen.Answer {
        let (saved, decided) = try await saved(subject, visit)
        var standing = decided
        if standing == nil {
            standing = try await asking.look(
                at: subject, again: false, visit.question(.object([:])))
        }
        guard let standing else { throw Declined.unknownStay }
        var members = try await StandingPage(asking: asking).members(of: subject, standing)
        let form = visit.form ?? [:]
        members["request"] = .string(form["request"]?.nonEmpty ?? newRequest())
        members["kinds"] = .array(
            Credential.Kind.allCases.map { kind in
                [
                    "value": .string(kind.rawValue), "label": .words(kind.words),
                    "isChosen": .bool(form["kind"] == kind.rawValue),
                ]
            })
        members["number"] = .text(form["number"])
        members["cardSN"] = .text(form["cardSN"])
        members["last"] =
            saved.map { saved in
                [
                    "kind": .words(saved.kind.words), "ending": .string(saved.ending),
                    "at": .moment(saved.at), "actor": .string(saved.actor),
                ]
            } ?? .null
        members["complaint"] =
            complaint.map { declined in
                [
                    "tone": "bad", "title": .words("凭证没有保存", "The credential is not saved"),
                    "detail": .words(declined.detail), "action": .words(declined.action),
                ]
            } ?? .null
        return .page(.object(members))
    }

    /// The credential saved last, and what was decided on the one just saved.
    private func saved(
        _ subject: Subject, _ visit: Screen.Visit
    ) async throws -> (Credentials.Saved?, Standing?) {
        guard let stay = subject.stay?.id else { return (nil, nil) }
        let (request, campus) = (visit.query["saved"], subject.campus)
        return try await asking.store.read { transaction in
            let just = try request.flatMap {
                try Credentials.find($0, campus: campus, in: transaction)
            }
            let decision =
                try just.flatMap { $0.stay == stay ? $0.decision : nil }
                .flatMap { try Decisions.find($0, in: transaction) }
            return (
                try Credentials.last(of: stay, in: transaction),
                try decision.map { try Standing($0, in: transaction) }
            )
        }
    }

    /// One for each page, so that a form sent twice is one change.
    private func newRequest() -> String {
        let random = asking.office.premises.random
        return "desk-" + String(random(), radix: 16) + String(random(), radix: 16)
    }
}

extension Credential.Kind {
    var words: Words {
        switch self {
        case .resident: Words("身份证", "ID card")
        case .card: Words("社会保障卡", "Social security card")
        case .electronic: Words("医保电子凭证", "Electronic certificate")
        }
    }
}
