import Foundation

/// What is put into the fund's books by hand, for tests and the demonstration.
enum FundEntry: String {
    case people, settlements

    struct Unusable: Error, CustomStringConvertible {
        let description: String
    }

    /// The change `content` asks for, and how the ledger will show it.
    func made(
        of content: JSON, institutions: [FundInstitution], _ books: FundBooks, at now: Date
    ) throws(Unusable) -> (JSON, FundBooks.Change) {
        switch self {
        case .people:
            let member = try Self.member(content, books, at: now)
            return (FundLedger.member(member), .member(member))
        case .settlements:
            let settlement = try Self.settlement(content, institutions, books, at: now)
            return (FundLedger.settlement(settlement), .settlement(settlement))
        }
    }

    /// `{"certno", "psn_name", …}`; somebody with that card who is there already is replaced.
    private static func member(
        _ json: JSON, _ books: FundBooks, at now: Date
    ) throws(Unusable) -> FundMember {
        let names: Set = [
            "psn_no", "certno", "psn_name", "gend", "brdy", "token", "card", "card_sn", "insuinfo",
            "idetinfo", "relief",
        ]
        try refuseOthers(than: names, in: json)
        guard let certNo = json["certno"]?.text, let name = json["psn_name"]?.text else {
            throw Unusable(description: "a person needs certno and psn_name")
        }
        let known = books.member("02", certNo)
        let number = FundBooks.digits(100_000 + books.members.count, 16)
        func text(_ name: String, _ usual: String) -> String { json[name]?.text ?? usual }
        return FundMember(
            psnNo: text("psn_no", known?.psnNo ?? "3500\(number)"), certNo: certNo, name: name,
            sex: text("gend", "9"), birth: text("brdy", "1970-01-01"),
            token: text("token", known?.token ?? "ECT\(number)"),
            card: text("card", known?.card ?? "A\(number)"),
            cardSN: text("card_sn", known?.cardSN ?? "SN\(number)"),
            insurances: try rows(json["insuinfo"], or: ["insutype": "390"]).map { row in
                FundMember.Insurance(
                    kind: row["insutype"]?.text ?? "390",
                    area: row["insuplc_admdvs"]?.text ?? "350102",
                    state: row["psn_insu_stas"]?.text ?? "1", fen: row["fen"]?.whole ?? 0,
                    employer: row["emp_name"]?.text ?? "")
            },
            identities: try rows(json["idetinfo"], or: nil).map { row in
                FundMember.Identity(
                    kind: row["psn_idet_type"]?.text ?? "2303",
                    begins: row["begntime"]?.text ?? "2024-01-01 00:00:00",
                    ends: row["endtime"]?.text ?? "")
            }, relief: try json["relief"].map { json throws(Unusable) in try relief(json) })
    }

    private static func relief(_ json: JSON) throws(Unusable) -> FundMember.Relief {
        try refuseOthers(than: ["flag", "code", "form", "begntime", "endtime"], in: json)
        guard let flag = json["flag"]?.text, ["0", "1"].contains(flag) else {
            throw Unusable(description: "relief needs flag \"0\" or \"1\"")
        }
        return FundMember.Relief(
            flag: flag, code: json["code"]?.text,
            form: json["form"]?.text.flatMap(FundMember.Form.init),
            begins: json["begntime"]?.text, ends: json["endtime"]?.text)
    }

    /// `{"psn_no" or "certno", …}` makes a settlement; with a `setl_id` that is there, `list`
    /// (`none`, `0`, `1`) says where its list is to stand.
    private static func settlement(
        _ json: JSON, _ institutions: [FundInstitution], _ books: FundBooks, at now: Date
    ) throws(Unusable) -> FundSettlement {
        let names: Set = [
            "setl_id", "psn_no", "certno", "mdtrt_id", "kind", "fen", "campus", "list",
        ]
        try refuseOthers(than: names, in: json)
        let id = json["setl_id"]?.text
        var made: FundSettlement
        if let id, let known = books.settlements[id] {
            made = known
        } else {
            let person =
                json["psn_no"]?.text.flatMap { books.members[$0] }
                ?? json["certno"]?.text.flatMap { books.member("02", $0) }
            guard let person else {
                throw Unusable(description: "a settlement needs the psn_no or certno of a person")
            }
            let campus = json["campus"]?.text ?? institutions.first?.campus
            guard let place = institutions.first(where: { $0.campus == campus }) else {
                throw Unusable(description: "no campus \(campus ?? "")")
            }
            let serial = id ?? books.nextSettlement(in: place.area, at: now)
            made = FundSettlement(
                id: serial, psnNo: person.psnNo, mdtrtID: json["mdtrt_id"]?.text ?? "M\(serial)",
                isInpatient: json["kind"]?.text == "inpatient",
                fen: json["fen"]?.whole ?? 10_000, campus: place.campus, msgid: "", at: now)
        }
        try put(json["list"]?.text, on: &made, at: now)
        return made
    }

    private static func put(
        _ state: String?, on settlement: inout FundSettlement, at now: Date
    ) throws(Unusable) {
        switch state {
        case nil: return
        case "none": settlement.lists = []
        case "0", "1":
            let state = state ?? "0"
            let step = FundList.Step(state: state, at: now, msgid: "")
            if settlement.lists.isEmpty {
                let first = FundList.Step(state: "0", at: now, msgid: "")
                settlement.lists = [
                    FundList(
                        id: "QD\(settlement.id)01", content: "{}",
                        steps: state == "0" ? [first] : [first, step])
                ]
            } else {
                settlement.lists[settlement.lists.count - 1].steps.append(step)
            }
        default: throw Unusable(description: "list is none, 0 or 1")
        }
    }

    private static func rows(_ value: JSON?, or usual: JSON?) throws(Unusable) -> [JSON] {
        guard let value else { return usual.map { [$0] } ?? [] }
        guard let rows = value.elements else {
            throw Unusable(description: "insuinfo and idetinfo are lists")
        }
        return rows
    }

    private static func refuseOthers(than names: Set<String>, in json: JSON) throws(Unusable) {
        guard let members = json.members else {
            throw Unusable(description: "an entry is an object")
        }
        if let other = members.first(where: { !names.contains($0.name) }) {
            let known = names.sorted().joined(separator: ", ")
            throw Unusable(description: "no member \(other.name); there are \(known)")
        }
    }
}
