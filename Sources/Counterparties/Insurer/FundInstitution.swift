/// One hospital campus, as the insurance fund knows it: its code and its key to the gateway.
struct FundInstitution: Sendable, Hashable {
    /// The campus, such as `benbu`.
    let campus: String
    /// 定点医药机构编号, twelve characters.
    let code: String
    let paasid: String
    let token: String
    /// The area of care, six digits.
    let area: String
}

extension FundInstitution {
    /// The institutions of `campuses`: from the environment, as in an earlier book, or with new
    /// tokens.
    static func all(
        of campuses: [String], environment: [String: String], earlier: JSON?,
        generator: inout some RandomNumberGenerator
    ) -> [FundInstitution] {
        var institutions: [FundInstitution] = []
        for campus in campuses {
            let known = earlier?["campuses"]?[campus]
            func value(_ variable: String, _ member: String) -> String? {
                environment["INSURER_\(variable)_\(campus.uppercased())"] ?? known?[member]?.text
            }
            let ordinal = institutions.count + 1
            let digits = String(ordinal)
            let serial = String(repeating: "0", count: max(0, 5 - digits.count)) + digits
            institutions.append(
                FundInstitution(
                    campus: campus, code: value("CODE", "fixmedins_code") ?? "H350102\(serial)",
                    paasid: value("PAASID", "paasid") ?? "demo-\(campus)",
                    token: value("TOKEN", "token") ?? hex(32, &generator),
                    area: value("AREA", "mdtrtarea_admvs") ?? "350100"))
        }
        return institutions
    }

    private static func hex(_ count: Int, _ generator: inout some RandomNumberGenerator) -> String {
        var text = ""
        for _ in 0..<count {
            text += String(Int.random(in: 0..<16, using: &generator), radix: 16)
        }
        return text
    }

    var json: JSON {
        [
            "fixmedins_code": .string(code), "paasid": .string(paasid), "token": .string(token),
            "mdtrtarea_admvs": .string(area), "path": .string(Gateway.prefix(of: paasid)),
        ]
    }

    var variables: [(name: String, value: String)] {
        let word = campus.uppercased()
        return [
            ("INSURER_CODE_\(word)", code), ("INSURER_PAASID_\(word)", paasid),
            ("INSURER_TOKEN_\(word)", token), ("INSURER_AREA_\(word)", area),
        ]
    }
}
