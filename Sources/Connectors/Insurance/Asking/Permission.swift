import Hospital
import Hub
import Lab

/// Whether the HIS may reverse a settlement: only when its list is not submitted any more (§4.1,
/// §4.2).
enum Permission: Sendable {
    /// - Parameter dossier: Nil for a settlement that we never heard of.
    case go(Dossier?)
    /// - Parameter again: Whether asking again in a moment may be answered otherwise.
    case stop(Words, again: Bool)

    var json: JSON {
        switch self {
        case .go(let dossier):
            [
                "go": .bool(true),
                "settlement": dossier.map { .string($0.settlement) } ?? .null,
                "list": dossier.flatMap(\.listWord).map { .string($0) } ?? .null,
                "withdrawn": .bool(dossier?.isWithdrawn ?? false),
                "cancelled": .bool(dossier?.cancellation == .done),
            ]
        case .stop(let reason, let again):
            [
                "go": .bool(false), "again": .bool(again),
                "reason": ["zh": .string(reason.zh), "en": .string(reason.en)],
            ]
        }
    }

    /// What is told about a settlement as it stands; nil while nobody knows.
    init?(_ dossier: Dossier) {
        switch dossier.phase {
        case .go, .reversed: self = .go(dossier)
        case .stopped:
            let reason = InsuranceConnector.reasons.words(dossier.error ?? "")
            self = .stop(
                Words(
                    "医保清单未能撤回：\(reason.zh)。请处理后再办理。",
                    "The settlement list could not be taken back: \(reason.en). Settle that first."),
                again: false)
        case .idle, .asked: return nil
        }
    }

    static let pending = Permission.stop(
        Words("医保清单正在撤回，结果待确认，请稍后再试。", "The list is being taken back; ask again."),
        again: true)

    static let overtaken = Permission.stop(
        Words("此结算已告知不再冲销。", "Somebody said that it is not reversed."), again: true)

    static let stranger = Permission.stop(
        Words(
            "未收到此笔结算，无法确认其医保清单；请先发送结算事件，或在设置中允许 (strangers: go)。",
            "This settlement never arrived, so nobody knows its list; send its event first, or "
                + "allow it in the settings (strangers: go)."), again: true)
}

extension Dossier {
    /// The list's state in answers; nil where there is no insurance.
    var listWord: String? { insured == nil ? nil : state.rawValue }
}
