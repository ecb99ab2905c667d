/// Who somebody is and how they are insured: 1101 (interface §4).
enum PersonService {
    static func find(_ request: FundCase, _ books: FundBooks) throws(FundRefusal) -> FundRuling {
        let data = try request.data(with: InsuranceFields.person)
        func text(_ name: String) -> String { data[name]?.text ?? "" }
        let kind = text("mdtrt_cert_type")
        guard kind != "03" || !text("card_sn").isEmpty else {
            throw .malformed("社会保障卡须填card_sn")
        }
        guard let member = books.member(kind, text("mdtrt_cert_no")),
            kind != "03" || member.cardSN == text("card_sn"),
            ["", member.certNo].contains(text("certno")),
            ["", member.name].contains(text("psn_name"))
        else { throw .unknownMember }
        return FundRuling(output: member.answer(request.switches, at: request.now))
    }
}
