import Hospital
import Hub
import Lab

/// 住院预交金充值: the patient is found, and the notice is there at once (§10.3).
struct DepositPage: Sendable {
    let asking: Asking

    func answer(_ visit: Screen.Visit) async throws -> Screen.Answer {
        switch try await InpatientSearch(asking: asking).find(visit) {
        case .nothing: return .page(["isIdle": .bool(true)])
        case .several(let rows): return .page(["rows": .array(rows), "isList": .bool(true)])
        case .one(let subject):
            let again = visit.form?["act"] == "recheck"
            let standing = try await asking.look(
                at: subject, again: again, visit.question(.object([:])))
            if again, let stay = subject.stay?.id {
                let words = Words(
                    "已重新核对：\(standing.title.zh)。", "Checked again: \(standing.title.en).")
                return .done(words, screen: "deposit", query: ["stay": stay])
            }
            return .page(
                .object(
                    try await StandingPage(asking: asking).members(of: subject, standing)))
        }
    }
}
