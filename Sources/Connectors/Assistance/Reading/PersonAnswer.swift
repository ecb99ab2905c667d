import Foundation
import Hospital
import Insurer

/// The output of 1101: whom it is about, and what it says of assistance (interface §4).
struct PersonAnswer: Sendable {
    let certno: String?
    let name: String?
    let relief: Relief
    /// psn_idet_type of the identities of assistance that hold now; for display alone.
    let identities: [String]
    /// Whether there are such identities and all of them have run out, or not begun.
    let isOver: Bool

    /// - Returns: Nil where the output tells of nobody.
    init?(_ output: JSON, names: ReliefNames, at now: Date) {
        guard let base = output["baseinfo"], case .object = base else { return nil }
        certno = base.word(ofAny: ["certno"])
        name = base.word(ofAny: ["psn_name"])
        relief = Relief(output, names: names)
        let all = output.list("idetinfo").compactMap(Identity.init)
            .filter { $0.type.hasPrefix(names.identities) }
        identities = all.filter { $0.period.holds(at: now) == true }.map(\.type)
        isOver = !all.isEmpty && all.allSatisfy { $0.period.holds(at: now) == false }
    }

    /// Whether it is about this person and nobody else: the document must be there and be
    /// theirs, and so must the name, where one is told.
    func isAbout(_ insured: Insured) -> Bool {
        guard let certno, Insured.plain(number: certno) == insured.number else { return false }
        guard let name else { return !insured.needsName }
        return Insured.plain(name: name) == insured.name
    }
}
