import Foundation

/// One request whose envelope was in order, as the clerk has it on the desk.
struct FundCase: Sendable {
    let message: FundMessage
    let institution: FundInstitution
    let now: Date
    /// Seconds for which queries do not see what is done now.
    let hiddenFor: Double?
    let switches: FundSwitches

    /// Until when queries do not see what is done now.
    var seenFrom: Date? { hiddenFor.map { now + $0 } }

    /// The member `data` of the input.
    var data: JSON {
        get throws(FundRefusal) {
            guard let data = message.input["data"], data.members != nil else {
                throw .malformed("缺少必填字段data")
            }
            return data
        }
    }

    /// The `data` of the input, which must hold `fields`.
    func data(with fields: [Field]) throws(FundRefusal) -> JSON {
        let data = try data
        try InsuranceFields.check(data, against: fields)
        return data
    }

    /// The settlement named by `row`, if it is this institution's, of the person named, who is
    /// insured where the envelope says.
    func settlement(_ row: JSON, _ books: FundBooks) throws(FundRefusal) -> FundSettlement {
        let member = try member(row["psn_no"]?.text ?? "", books, otherwise: .unknownSettlement)
        guard let settlement = books.settlements[row["setl_id"]?.text ?? ""],
            settlement.psnNo == member.psnNo, settlement.campus == institution.campus
        else { throw .unknownSettlement }
        return settlement
    }

    /// The person called `psnNo`, who is insured where the envelope says.
    func member(
        _ psnNo: String, _ books: FundBooks, otherwise refusal: FundRefusal = .unknownMember
    ) throws(FundRefusal) -> FundMember {
        guard let member = books.members[psnNo] else { throw refusal }
        guard member.isInsured(in: message.insuredArea) else {
            throw .malformed("insuplc_admdvs与该人员参保地不符")
        }
        return member
    }
}

/// What the clerk answers, and what is to be written into the books for it.
struct FundRuling: Sendable {
    var output: JSON
    var changes: [FundBooks.Change] = []
}
