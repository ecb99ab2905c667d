/// Settlements: made, cancelled, taken back (interface §6).
enum SettlementService {
    /// 2207 and 2304, with as little as makes a settlement.
    static func settle(_ request: FundCase, _ books: FundBooks) throws(FundRefusal) -> FundRuling {
        let data = try request.data(with: InsuranceFields.settling)
        let member = try request.member(data["psn_no"]?.text ?? "", books)
        let sum = data["medfee_sumamt"].flatMap { Amount.scaled($0, total: 16, decimals: 2) }
        guard let sum, sum >= 0 else { throw .malformed("medfee_sumamt不能为负") }
        let settlement = FundSettlement(
            id: books.nextSettlement(in: request.institution.area, at: request.now),
            psnNo: member.psnNo, mdtrtID: data["mdtrt_id"]?.text ?? "",
            isInpatient: request.message.infno == "2304", fen: sum,
            campus: request.institution.campus, msgid: request.message.msgid, at: request.now)
        return FundRuling(output: answer(settlement), changes: [.settlement(settlement)])
    }

    /// 2208 and 2305: never while the list is submitted.
    static func cancel(_ request: FundCase, _ books: FundBooks) throws(FundRefusal) -> FundRuling {
        let isInpatient = request.message.infno == "2305"
        let data = try request.data(
            with: isInpatient ? InsuranceFields.inpatientCancel : InsuranceFields.cancel)
        var settlement = try request.settlement(data, books)
        guard settlement.mdtrtID == data["mdtrt_id"]?.text, settlement.isInpatient == isInpatient,
            settlement.cancels == nil
        else { throw .unknownSettlement }
        guard settlement.isValid else { throw .alreadyCancelled }
        if let list = settlement.list, list.isSubmitted { throw .stillSubmitted }
        let back = FundSettlement(
            id: books.nextSettlement(in: request.institution.area, at: request.now),
            psnNo: settlement.psnNo, mdtrtID: settlement.mdtrtID, isInpatient: isInpatient,
            fen: -settlement.fen, campus: settlement.campus, msgid: request.message.msgid,
            at: request.now, cancels: settlement.id)
        settlement.cancelledBy = back.id
        return FundRuling(
            output: answer(back), changes: [.settlement(back), .settlement(settlement)])
    }

    /// The services 2601 takes back.
    private static let reversible: Set = ["2207", "2208", "2304", "2305", "2401"]

    /// 2601: takes back what one message did, as if it had never been.
    static func reverse(_ request: FundCase, _ books: FundBooks) throws(FundRefusal) -> FundRuling {
        let data = try request.data(with: InsuranceFields.reversal)
        let (msgid, infno) = (data["omsgid"]?.text ?? "", data["oinfno"]?.text ?? "")
        guard reversible.contains(infno) else { throw .malformed("oinfno\(infno)不可冲正") }
        let member = try request.member(data["psn_no"]?.text ?? "", books)
        guard let call = books.call(of: msgid), call.infno == infno, call.acceptedAt != nil,
            call.campus == request.institution.campus,
            var made = books.settlements.values.first(where: { $0.msgid == msgid }),
            made.psnNo == member.psnNo
        else { throw .noTransaction }
        guard !made.isReversed, made.cancelledBy == nil else { throw .alreadyCancelled }
        if let list = made.list, list.isSubmitted { throw .stillSubmitted }
        made.isReversed = true
        var changes: [FundBooks.Change] = [.settlement(made)]
        if let id = made.cancels, var cancelled = books.settlements[id] {
            cancelled.cancelledBy = nil
            changes.append(.settlement(cancelled))
        }
        return FundRuling(output: [:], changes: changes)
    }

    private static func answer(_ settlement: FundSettlement) -> JSON {
        [
            "setlinfo": [
                "mdtrt_id": .string(settlement.mdtrtID), "setl_id": .string(settlement.id),
                "psn_no": .string(settlement.psnNo),
                "setl_time": .string(BusinessTime.dashed(settlement.at)),
                "medfee_sumamt": .number(Amount.yuan(settlement.fen)), "clr_optins": "350100",
            ]
        ]
    }
}
