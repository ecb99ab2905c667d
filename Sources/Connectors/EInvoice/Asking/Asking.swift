import Foundation
import Hospital
import Hub
import Lab
import Storage

/// What kiosk, app, windows and the HIS ask, and how they are answered.
struct Asking: Sendable {
    let bureau: Bureau

    var store: Store { bureau.store }

    /// A patient at a kiosk or in the app sees their own and nothing else; what is not theirs is
    /// answered like what does not exist (§11.8).
    func isVisible(of patient: String, campus: String, to caller: Caller) -> Bool {
        if caller.isAny(of: Self.staff) {
            return caller.campus.map { $0 == campus } ?? true
        }
        return caller.patient == patient
    }

    static let staff: Set<Caller.Role> = [.his, .cashier, .finance]
    static let patients: Set<Caller.Role> = [.kiosk, .app]

    func bill(_ question: Question) async throws -> Bill {
        guard let busNo = question.body.text("bill") else { throw Declined.lacks("bill") }
        let bill = try await store.read { try Bills.bill(busNo, in: $0) }
        guard
            let bill, isVisible(of: bill.patient, campus: bill.campus, to: question.caller)
        else { throw Declined.unknownBill }
        return bill
    }

    /// The sheet that `settlement` or `deposit` names.
    func sheet(_ question: Question) async throws -> Sheets.Entry {
        let entry: Sheets.Entry?
        if let settlement = question.body.text("settlement") {
            entry = try await store.read { try Sheets.settlement(settlement, in: $0) }
        } else if let deposit = question.body.text("deposit") {
            entry = try await store.read { try Sheets.entry(.deposit, deposit, in: $0) }
        } else {
            throw Declined.lacks("settlement")
        }
        guard
            let entry, isVisible(of: entry.patient, campus: entry.campus, to: question.caller)
        else { throw Declined.unknownBill }
        return entry
    }

    /// Enqueues what `plan` gives, lets a dead one go again, and wakes the lane.
    func send(
        at now: Date, _ plan: @escaping @Sendable (any Transaction) throws -> Errand?
    ) async throws {
        let lane = try await store.write { transaction -> String? in
            guard let errand = try plan(transaction) else { return nil }
            let id = try Outbox.enqueue(errand, at: now, in: transaction)
            try Outbox.replay([id], in: transaction)
            return errand.lane
        }
        if let lane { bureau.premises.wake([lane]) }
    }

    /// Looks until `isOver`, for as long as somebody at a counter waits.
    func wait<Seen: Sendable>(
        _ look: @escaping @Sendable (any Transaction) throws -> Seen,
        until isOver: (Seen) -> Bool
    ) async throws -> Seen {
        let end = ContinuousClock.now + .seconds(bureau.settings.patience)
        var seen = try await store.read(look)
        while !isOver(seen), ContinuousClock.now < end {
            try await Task.sleep(for: .milliseconds(50))
            seen = try await store.read(look)
        }
        return seen
    }

    /// Who did what to which bill; no patient in it.
    func audit(
        _ action: String, _ busNo: String, detail: String = "", _ question: Question
    ) async throws {
        let entry = Audit.Entry(
            at: question.now, actor: question.caller.actor, origin: question.caller.origin,
            action: "einvoice.\(action)", target: busNo, detail: detail)
        try await store.write { try Audit.append(entry, in: $0) }
    }
}
