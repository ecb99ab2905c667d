import Foundation

extension FundSettlement {
    /// What patients of the demonstration hall have settled; every fresh platform knows them.
    static let demonstration: [FundSettlement] = [
        made(1, by: 1, fen: 12_850, list: ["0", "1"]),
        made(2, by: 4, fen: 4_600, list: ["0"]),
        made(3, by: 5, fen: 30_075, list: []),
        made(4, by: 9, fen: 498_760, isInpatient: true, list: ["0", "1"]),
    ]

    private static func made(
        _ number: Int, by person: Int, fen: Int, isInpatient: Bool = false, list states: [String]
    ) -> FundSettlement {
        let id = "350100DEMO\(FundBooks.digits(number, 6))"
        let at = Date(timeIntervalSince1970: 1_767_225_600)
        var settlement = FundSettlement(
            id: id, psnNo: "3500\(FundBooks.digits(person, 16))", mdtrtID: "M\(id)",
            isInpatient: isInpatient, fen: fen, campus: "benbu", msgid: "", at: at)
        if !states.isEmpty {
            let steps = states.map { FundList.Step(state: $0, at: at, msgid: "") }
            settlement.lists = [FundList(id: "QD\(id)01", content: "{}", steps: steps)]
        }
        return settlement
    }
}
