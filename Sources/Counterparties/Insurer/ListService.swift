/// Settlement lists: uploaded, submitted, taken back, asked for (interface §5, §6).
enum ListService {
    /// 4101 and 4101A; what is uploaded again while not submitted replaces what was there.
    static func upload(_ request: FundCase, _ books: FundBooks) throws(FundRefusal) -> FundRuling {
        let input = request.message.input
        guard let head = input["setlinfo"], head.members != nil else {
            throw .malformed("缺少必填字段setlinfo")
        }
        try InsuranceFields.check(head, against: InsuranceFields.listHead)
        try InsuranceFields.check(
            input,
            against: request.message.infno == "4101A"
                ? InsuranceFields.uploadA : InsuranceFields.upload)
        guard head["stas_type"] == "0" else { throw .wrongState }
        var settlement = try request.settlement(head, books)
        guard settlement.mdtrtID == head["mdtrt_id"]?.text else { throw .unknownSettlement }
        guard settlement.isValid else { throw .alreadyCancelled }
        if let list = settlement.list, list.isSubmitted { throw .alreadySubmitted }
        let id = "QD\(settlement.id)\(FundBooks.digits(settlement.lists.count + 1, 2))"
        let step = FundList.Step(
            state: "0", at: request.now, msgid: request.message.msgid, seenFrom: request.seenFrom)
        settlement.lists.append(FundList(id: id, content: head.serialised, steps: [step]))
        let answer: JSON = ["setl_list_id": .string(id)]
        return FundRuling(
            output: request.switches.nestsListID ? ["data": answer] : answer,
            changes: [.settlement(settlement)])
    }

    /// 4102: all rows or none.
    static func change(_ request: FundCase, _ books: FundBooks) throws(FundRefusal) -> FundRuling {
        let data = try request.data(
            with: [.must("stastinfo", .rows(InsuranceFields.listState))])
        guard data.members?.count == 1, let rows = data["stastinfo"]?.elements, !rows.isEmpty,
            rows.allSatisfy({ $0.members?.count == 3 })
        else { throw .malformed("data只能有stastinfo，其行只能有psn_no、setl_id、stas_type") }
        var changes: [FundBooks.Change] = []
        var named: Set<String> = []
        for row in rows {
            let settlement = try request.settlement(row, books)
            guard named.insert(settlement.id).inserted else { throw .malformed("setl_id重复") }
            changes += try turn(settlement, to: row["stas_type"]?.text ?? "", request)
        }
        return FundRuling(output: [:], changes: changes)
    }

    private static func turn(
        _ settlement: FundSettlement, to state: String, _ request: FundCase
    ) throws(FundRefusal) -> [FundBooks.Change] {
        guard ["0", "1"].contains(state) else { throw .wrongState }
        guard let list = settlement.list else { throw .noList }
        guard settlement.isValid else { throw .alreadyCancelled }
        switch (list.isSubmitted, state) {
        case (true, "1"): throw .alreadySubmitted
        case (false, "0"): return []
        case (true, "0") where !request.switches.withdrawalAllowed: throw .withdrawalForbidden
        default: break
        }
        var turned = settlement
        turned.lists[turned.lists.count - 1].steps.append(
            FundList.Step(
                state: state, at: request.now, msgid: request.message.msgid,
                seenFrom: request.seenFrom))
        return [.settlement(turned)]
    }

    /// 4103.
    static func find(_ request: FundCase, _ books: FundBooks) throws(FundRefusal) -> FundRuling {
        let settlement = try request.settlement(
            request.data(with: InsuranceFields.settlement), books)
        guard let list = settlement.list, let state = list.state(at: request.now) else {
            throw .noList
        }
        let own: JSON = [
            "psn_no": .string(settlement.psnNo), "mdtrt_id": .string(settlement.mdtrtID),
            "setl_id": .string(settlement.id), "setl_list_id": .string(list.id),
            "stas_type": .string(state),
            "refd_setl_flag": settlement.cancelledBy == nil ? "0" : "1",
        ]
        let names = Set((own.members ?? []).map(\.name))
        let uploaded = (try? JSON(parsing: list.content.utf8))?.members ?? []
        let rest = JSON.object(uploaded.filter { !names.contains($0.name) })
        return FundRuling(output: ["setlinfo": own.adding(rest)])
    }
}
