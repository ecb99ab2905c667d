import Foundation

/// Whether somebody is an assisted person on an admission (interface §4.2).
enum Verdict: Hashable, Sendable {
    case eligible(Category)
    case not(Not)
    /// Nobody knows; never to be read as a no.
    case failed(Failure)

    /// Why the insurer's answer does not make somebody eligible.
    enum Not: String, Sendable, CaseIterable {
        /// Without the flag.
        case unflagged
        /// With the flag, but with no code, or one that the table of categories has not on the
        /// day of admission: a person must look.
        case unlisted
        /// The identity has run out.
        case over
    }

    /// Why it is not known.
    enum Failure: String, Sendable, CaseIterable {
        /// The insurer gave no answer that can be read.
        case unreachable
        /// The insurer said no, such as: no such person.
        case refused
        /// Our own settings or data made it impossible to ask.
        case unfit
        /// The answer is about somebody else, or does not say about whom.
        case otherPerson
        /// The patient has no resident's ID number to ask by.
        case noDocument
        /// Two ID numbers, told at the same moment.
        case twoDocuments
        /// The credential's number is not the patient's.
        case otherDocument
        /// The answer's period of validity cannot be read.
        case unclear
    }

    enum State: String, Sendable, CaseIterable { case eligible, not, failed }

    var state: State {
        switch self {
        case .eligible: .eligible
        case .not: .not
        case .failed: .failed
        }
    }

    var because: String? {
        switch self {
        case .eligible: nil
        case .not(let reason): reason.rawValue
        case .failed(let reason): reason.rawValue
        }
    }

    var category: Category? {
        if case .eligible(let category) = self { category } else { nil }
    }
}

extension Verdict {
    /// The tender's rule: flag 1 and a code that the table has on the day of admission.
    /// - Parameter categories: The whole table.
    init(
        _ answer: KnownAnswer, admittedOn day: String, categories: [Category], names: ReliefNames
    ) {
        guard answer.relief.isFlagged(names) else {
            self = .not(.unflagged)
            return
        }
        let category = answer.relief.code.flatMap { code in
            categories.first { $0.insurer == code && $0.isActive(on: day) }
        }
        guard let category else {
            self = .not(.unlisted)
            return
        }
        switch answer.relief.period.holds(at: answer.at) {
        case nil: self = .failed(.unclear)
        case false?: self = .not(.over)
        case true? where names.heedsIdentities && answer.isOver: self = .not(.over)
        case true?: self = .eligible(category)
        }
    }
}

/// What the insurer said of a person that day.
struct KnownAnswer: Hashable, Sendable {
    let relief: Relief
    let identities: [String]
    let isOver: Bool
    let at: Date
}
