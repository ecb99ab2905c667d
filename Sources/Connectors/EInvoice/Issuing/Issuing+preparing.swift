import Foundation
import Hospital
import Hub
import Storage

extension Issuing {
    enum Prepared: Sendable {
        case send(JSON)
        /// The sheet was reversed before anything was sent.
        case unwanted
        case later(Outcome)
    }

    /// The content to send: as it was sent before, or gathered from the records now and kept
    /// before it is sent, so that every try says the same.
    func prepared(_ bill: Bill, at now: Date) async throws -> Prepared {
        if let request = bill.request { return .send(request) }
        let gathered = try await gathered(bill)
        guard let sheet = gathered.entry?.sheet, gathered.entry?.isReversed == false else {
            try await bureau.store.write {
                try Bills.withdraw(bill.busNo, at: now, in: $0)
            }
            return .unwanted
        }
        guard let patient = gathered.patient else {
            return .later(
                .retry(
                    because: "the patient of this sheet is not in the records yet; "
                        + "the HIS must send patient.registered"))
        }
        // A deposit whose voucher is still on its way would be missing from the bill.
        if gathered.isWaiting, now.timeIntervalSince(sheet.at) < 600 {
            return .later(.wait(.seconds(5)))
        }
        let draft = BillDraft(
            busNo: bill.busNo, sheet: sheet, issuer: bill.issuer, patient: patient,
            visit: gathered.visit, stay: gathered.stay, vouchers: gathered.vouchers,
            account: try bureau.account(of: bill.campus), settings: bureau.settings,
            time: bureau.time)
        let request: JSON
        let subject: Bills.Subject
        do throws(BillDraft.Fault) {
            request = try draft.request()
            subject = Bills.Subject(
                payer: patient.name, card: PatientCard(of: patient, codes: bureau.codes),
                placeCode: try draft.place())
        } catch {
            let reason = error.description
            return .later(
                .refused(because: reason).keeping {
                    try Bills.refused(bill.busNo, because: reason, in: $0)
                })
        }
        let isWanted = try await bureau.store.write {
            try Bills.prepare(bill.busNo, request: request, subject: subject, at: now, in: $0)
        }
        return isWanted ? .send(request) : .unwanted
    }

    private struct Gathered: Sendable {
        let entry: Sheets.Entry?
        let patient: Patient?
        let visit: Visit?
        let stay: Stay?
        let vouchers: [Voucher.Used]
        let isWaiting: Bool
    }

    private func gathered(_ bill: Bill) async throws -> Gathered {
        try await bureau.store.read { transaction in
            let entry = try Sheets.entry(bill.kind, bill.sheet, in: transaction)
            let sheet = entry?.sheet
            return Gathered(
                entry: entry,
                patient: try Records.patient(id: bill.patient, in: transaction),
                visit: try sheet?.visit.flatMap { try Records.visit(id: $0, in: transaction) },
                stay: try sheet?.stay.flatMap { try Records.stay(id: $0, in: transaction) },
                vouchers: try Vouchers.used(by: bill.sheet, bill.kind, in: transaction),
                isWaiting: try Vouchers.isWaiting(
                    for: bill.sheet, bill.kind, in: transaction))
        }
    }
}
