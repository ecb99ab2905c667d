import Foundation
import Hospital
import Hub
import Lab
import Storage

/// What the patient of a short stay chooses (R7 to R9).
extension Asking {
    /// Keeps a choice, and turns what was posted into what it asks for.
    func setElection(_ question: Question) async throws -> JSON {
        let (body, caller, now) = (question.body, question.caller, question.now)
        let election = try election(body, by: caller, at: now)
        return try await store.write { transaction in
            let stay = try self.openStay(body, for: caller, in: transaction)
            if stay.isCancelled { throw Declined.cancelled }
            if election.choice == .original { try self.check(stay, at: now, in: transaction) }
            try Elections.append(election, of: stay.id, in: transaction)
            let tally = try self.book.compute(stay.id, at: now, in: transaction)
            try self.audit(
                "election", stay.id,
                detail: "\(election.choice.rawValue), slip \(election.signature)", by: caller,
                at: now, in: transaction)
            return try self.election(
                of: stay,
                more: ["posted": .whole(tally.posted), "reversed": .whole(tally.reversed)],
                at: now, in: transaction)
        }
    }

    func lookAtElection(_ question: Question) async throws -> JSON {
        let (body, caller, now) = (question.body, question.caller, question.now)
        return try await store.read { transaction in
            try self.election(
                of: self.stay(body, for: caller, in: transaction), at: now, in: transaction)
        }
    }

    private func election(_ body: JSON, by caller: Caller, at now: Date) throws -> Election {
        let choice = try word(body, "choice", of: Election.Choice.self)
        let chooser = try word(body, "by", of: Election.Chooser.self)
        return try read(body) { members throws(HISEvent.Malformed) in
            Election(
                choice: choice, chosenAt: try members.optionalMoment("chosenAt") ?? now,
                chosenBy: chooser, operator: try members.optionalText("operator") ?? caller.actor,
                signature: try members.text("signature"), at: now)
        }
    }

    /// Refuses a choice of the original way by a stay that is too long for one.
    func check(_ stay: Stay, at now: Date, in transaction: any Transaction) throws {
        let course = try course(of: stay, in: transaction)
        let lengths = office.settings.shortStayDays.sorted()
        if let length = course.length {
            guard lengths.contains(length) else { throw Declined.tooLong(length, lengths) }
            return
        }
        let day = max(1, office.today(at: now).since(course.admitted.day) + 1)
        guard day <= lengths.last ?? 0 else { throw Declined.tooLong(day, lengths) }
    }

    /// How a stay stands with its choice, and what the HIS must do because of it.
    private func election(
        of stay: Stay, more: [String: JSON] = [:], at now: Date,
        in transaction: any Transaction
    ) throws -> JSON {
        let choices = try Elections.all(of: stay.id, in: transaction)
        let canChoose = (try? check(stay, at: now, in: transaction)) != nil
        let isSettled = try !Settlements.settled(among: [stay.id], in: transaction).isEmpty
        let reversals = try ItemReversals.of(stay.id, in: transaction)
        return JSON.object([
            "stay": .string(stay.id),
            "choice": .string((choices.last?.choice ?? .bedDay).rawValue),
            "isRecorded": .bool(!choices.isEmpty),
            "canChoose": .bool(canChoose && !isSettled && !stay.isCancelled),
            "history": .array(choices.map(\.json)),
            "itemsToReverse": .array(reversals.map(\.json)),
        ]).adding(more)
    }
}

extension Election {
    fileprivate var json: JSON {
        [
            "choice": .string(choice.rawValue), "chosenAt": .string(chosenAt.formatted(.iso8601)),
            "by": .string(chosenBy.rawValue), "operator": .string(self.operator),
            "signature": .string(signature),
        ]
    }
}
