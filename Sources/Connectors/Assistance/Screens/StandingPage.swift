import Foundation
import Hospital
import Hub
import Insurer
import Lab
import Storage

/// What both counters show of a patient: who it is, how they are known, and since when.
struct StandingPage: Sendable {
    let asking: Asking

    /// How many decisions are listed.
    private static let historyAtMost = 8

    func members(of subject: Subject, _ standing: Standing) async throws -> [String: JSON] {
        let history = try await asking.store.read { transaction in
            try Decisions.recent(
                of: subject.patient.id, stay: subject.stay?.id, limit: Self.historyAtMost,
                in: transaction
            ).map { try Standing($0, in: transaction) }
        }
        return [
            "inpatient": [
                "name": .string(subject.patient.name), "sex": .words(subject.patient.sex.words),
                "born": .text(subject.patient.birthDate),
                "number": .string(subject.stay?.number ?? subject.stay?.id ?? "—"),
                "place": .text(subject.stay?.placeName), "bed": .text(subject.stay?.place.bed),
                "admittedAt": subject.stay.map { .moment($0.admittedAt) } ?? .null,
            ],
            "stay": .text(subject.stay?.id), "verdict": verdict(standing),
            "details": .array(details(standing)),
            "history": .array(history.map(row)),
        ]
    }

    private func verdict(_ standing: Standing) -> JSON {
        let blocks = standing.isEligible && asking.office.settings.blocks
        return [
            "tone": .string(standing.tone.rawValue), "words": .words(standing.sentence),
            "class": standing.className.map(JSON.string) ?? .null,
            "blocks": blocks ? .words("本院设置为不收预交金。", "The hospital takes no deposit here.") : .null,
            "earlier": standing.earlierWords.map { .words($0) } ?? .null,
            "canAskAgain": .bool(standing.decision.state != .eligible),
        ]
    }

    private func details(_ standing: Standing) -> [JSON] {
        let answer = standing.enquiry?.answer
        let identities = (answer?.identities ?? []).map(Identity.name(of:))
        let details: [(Words, JSON)] = [
            (Words("识别结果", "Recognised as"), .words(standing.title)),
            (Words("救助类别", "Category"), .string(standing.className ?? "—")),
            (Words("医保身份编码", "Identity code"), .string(answer?.relief.code ?? "—")),
            (Words("救助标志", "Flag"), .string(answer?.relief.flag ?? "—")),
            (Words("院内类别", "Hospital's code"), .string(standing.decision.hospital ?? "—")),
            (
                Words("医保身份类别（仅供参考）", "National identities (a hint)"),
                .string(identities.isEmpty ? "—" : identities.joined(separator: "、"))
            ),
            (
                Words("核对时间", "Asked"),
                .string(standing.enquiry.map { InsurerTime.moment($0.at) } ?? "—")
            ),
            (Words("核对场合", "Occasion"), .words(standing.occasionWords)),
        ]
        return details.map { ["label": .words($0.0), "value": $0.1] }
    }

    private func row(_ standing: Standing) -> JSON {
        [
            "at": .moment(standing.decision.at),
            "state": .badge(standing.tone, standing.title),
            "class": .text(standing.className),
            "code": .text(standing.enquiry?.answer?.relief.code),
            "occasion": .words(standing.occasionWords),
            "actor": .text(standing.enquiry?.actor),
            "msgid": .text(standing.enquiry?.msgid),
        ]
    }
}

extension Standing {
    var tone: JSON.Tone {
        switch decision.state {
        case .eligible: .good
        case .not: decision.because == Verdict.Not.unflagged.rawValue ? .off : .wait
        case .failed: .wait
        }
    }

    /// Such as `T03 低保对象`.
    var className: String? {
        decision.category.map { "\($0) \(decision.categoryName ?? "")" }
    }

    var occasionWords: Words {
        switch enquiry?.occasion {
        case .admission: Words("入院登记", "At admission")
        case .look: Words("查看时", "When looked at")
        case .recheck: Words("重新核对", "Checked again")
        case .credential: Words("凭证修改", "Credential saved")
        case nil: Words("未向医保查询", "The insurer was not asked")
        }
    }
}
