import Foundation

/// One question to the insurer about a person, and what it brought.
struct Enquiry: Hashable, Sendable, Identifiable {
    /// Why it was put.
    enum Occasion: String, Sendable, CaseIterable { case admission, look, recheck, credential }

    enum Result: Hashable, Sendable {
        case known(KnownAnswer)
        case failed(Verdict.Failure)
    }

    let id: Int
    /// `Insured.fingerprint`.
    let person: String
    let campus: String
    /// The hospital's calendar day, after which the answer counts no more.
    let day: String
    let at: Date
    let occasion: Occasion
    let actor: String
    /// Nil where nothing was sent.
    let msgid: String?
    let result: Result
    /// The insurer's own words of a no, without anybody's name or number.
    let said: String?

    var answer: KnownAnswer? {
        if case .known(let answer) = result { answer } else { nil }
    }
}
