import Foundation
import Hospital
import Hub
import Insurer
import Lab

extension Standing {
    /// As the HIS and apps at the counters get it.
    /// - Parameter blocks: Whether the hospital wants no deposit taken of an assisted person.
    func json(blocks: Bool) -> JSON {
        let answer = enquiry?.answer
        return [
            "patient": .string(decision.patient), "stay": .text(decision.stay),
            "state": .string(decision.state.rawValue), "because": .text(decision.because),
            "notice": .text(notice), "blocks": .bool(blocks && isEligible),
            "sentence": .string(sentence.zh), "sentenceEn": .string(sentence.en),
            "flag": .text(answer?.relief.flag), "code": .text(answer?.relief.code),
            "category": decision.category.map { code in
                [
                    "code": .string(code), "name": .text(decision.categoryName),
                    "hospital": .text(decision.hospital),
                ]
            } ?? .null,
            "identities": .array((answer?.identities ?? []).map { .string(Identity.name(of: $0)) }),
            "askedAt": .text(enquiry?.at.rfc3339), "msgid": .text(enquiry?.msgid),
            "occasion": .text(enquiry?.occasion.rawValue),
            "earlier": earlier.map { earlier in
                [
                    "day": .string(earlier.day), "flag": .text(earlier.answer?.relief.flag),
                    "code": .text(earlier.answer?.relief.code), "msgid": .text(earlier.msgid),
                ]
            } ?? .null,
        ]
    }
}

extension JSON {
    static func text(_ text: String?) -> JSON { text.map(JSON.string) ?? .null }

    /// The object with these members besides, or in place of its own.
    func with(_ more: [String: JSON]) -> JSON {
        guard case .object(let members) = self else { return self }
        return .object(members.merging(more) { _, new in new })
    }

    /// A member that is true or false; nil where it is absent.
    func flag(_ member: String) throws -> Bool? {
        switch self[member] {
        case nil, .null: nil
        case .bool(let flag): flag
        default: throw Declined.wrong(member, "应为 true 或 false", "must be true or false")
        }
    }
}

extension Date {
    /// With the hospital's offset.
    var rfc3339: String { "\(InsurerTime.moment(self).replacing(" ", with: "T"))+08:00" }
}
