import Foundation
import Hospital
import Hub
import Lab
import Storage

/// What the HIS, nurses and the finance department ask, and how they are answered.
struct Asking: Sendable {
    let office: Office

    var store: Store { office.store }
    var book: Book { office.book }

    /// The stay that a question names.
    ///
    /// One of another campus is answered like one that does not exist.
    func stay(
        _ body: JSON, for caller: Caller, in transaction: any Transaction
    ) throws -> Stay {
        guard let id = body.text("stay") else { throw Declined.lacks("stay") }
        let stay = try Records.stay(id: id, in: transaction)
        guard let stay, caller.campus.map({ $0 == stay.campus }) ?? true else {
            throw Declined.unknownStay
        }
        return stay
    }

    /// The same, its row locked and the stay not settled: to change something of it.
    func openStay(
        _ body: JSON, for caller: Caller, in transaction: any Transaction
    ) throws -> Stay {
        let stay = try stay(body, for: caller, in: transaction)
        try StayRow.hold(stay.id, campus: stay.campus, in: transaction)
        guard try Settlements.settled(among: [stay.id], in: transaction).isEmpty else {
            throw Declined.settled
        }
        return stay
    }

    /// A day that a question names.
    func day(_ body: JSON, _ member: String) throws -> Day {
        guard let text = body.text(member) else { throw Declined.lacks(member) }
        guard let day = Day(text) else { throw Declined.noDay(member) }
        return day
    }

    /// A member that must be one of a few words.
    func word<Word: RawRepresentable<String> & CaseIterable>(
        _ body: JSON, _ member: String, of words: Word.Type
    ) throws -> Word {
        guard let text = body.text(member) else { throw Declined.lacks(member) }
        guard let word = Word(rawValue: text) else {
            throw Declined.noWord(member, Word.allCases.map(\.rawValue))
        }
        return word
    }

    /// Reads what is in the body by the bounds of the HIS's own events.
    func read<Answer>(
        _ body: JSON, _ take: (Members) throws(HISEvent.Malformed) -> Answer
    ) throws -> Answer {
        do {
            return try take(Members(body, at: ""))
        } catch {
            throw Declined.malformed(error)
        }
    }

    func course(of stay: Stay, in transaction: any Transaction) throws -> Course {
        let told = try Records.movements(of: stay.id, in: transaction)
        guard let course = Course(told, in: office.zone) else { throw Declined.unknownStay }
        return course
    }

    /// Who did what to which stay; no patient in it.
    func audit(
        _ action: String, _ target: String, detail: String = "", by caller: Caller, at now: Date,
        in transaction: any Transaction
    ) throws {
        try Audit.append(
            Audit.Entry(
                at: now, actor: caller.actor, origin: caller.origin, action: "nursing.\(action)",
                target: target, detail: detail), in: transaction)
    }
}
