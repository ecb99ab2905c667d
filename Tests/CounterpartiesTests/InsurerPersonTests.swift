import Foundation
import Testing

@testable import Counterparties

/// Who the platform knows, and how it tells: 1101 (interface §4, §9).
struct InsurerPersonTests {
    let cashier: Cashier
    init() throws { cashier = try Cashier() }

    private func person(_ number: String) async throws -> JSON {
        try await cashier.ask("1101", InsurerForms.person("02", number), area: "").output
    }

    /// What `exp_content` holds, whether it is text or an object.
    private func content(_ output: JSON, _ name: String = "exp_content") -> JSON? {
        let value = output["baseinfo"]?[name]
        return value?.text.flatMap { try? JSON(parsing: $0.utf8) } ?? value
    }

    @Test func `a helped person is told as JSON text with the flag and the class`() async throws {
        let output = try await person("350102197102020038")
        #expect(output["baseinfo"]?["psn_no"] == .string(Cashier.person))
        #expect(output["baseinfo"]?["gend"] == "1" && output["baseinfo"]?["brdy"] == "1971-02-02")
        #expect(output["baseinfo"]?["age"] == .number("55.0"))
        #expect(
            output["baseinfo"]?["exp_content"] == #"{"jzfp_flg":"1","matIdetCode":"T03"}"#)
        #expect(output["insuinfo"]?.elements?.map { $0["insuplc_admdvs"] } == ["350102"])
        #expect(output["idetinfo"]?.elements?.map { $0["psn_idet_type"] } == ["2303"])
    }

    @Test func `every kind of person the interface names is there`() async throws {
        let unknown = content(try await person("350102197203030040"))
        #expect(unknown == ["jzfp_flg": "1", "matIdetCode": "Z99"])
        let no = content(try await person("350102197405050082"))
        #expect(no == ["jzfp_flg": "0", "matIdetCode": "T07"])
        let nothing = try await person("350102197506060116")
        #expect(nothing["baseinfo"]?["exp_content"] == nil && nothing["idetinfo"] == [])
        let object = try await person("35010219480707012X")
        #expect(object["baseinfo"]?["exp_content"] == ["jzfp_flg": "1", "matIdetCode": "T11"])
        let twice = try await person("350102197708080158")
        #expect(twice["insuinfo"]?.elements?.map { $0["insutype"] } == ["390", "310"])
        #expect(
            twice["insuinfo"]?.elements?.map { $0["balc"] }
                == ["0.00", "1234.56"].map { .number($0) })
        let expired = try await person("350102197809090160")
        #expect(expired["idetinfo"]?.elements?.map { $0["endtime"] } == ["2024-12-31 23:59:59"])
        #expect(content(expired)?["endtime"] == "2024-12-31 23:59:59")
        let nobody = try await cashier.ask(
            "1101", InsurerForms.person("02", "350102199001011238"))
        #expect(nobody.code == "E04" && nobody.output == .null)
    }

    @Test func `one person of each class of help is there, with a card that adds up`() {
        let people = FundMember.demonstration.filter { $0.relief?.flag == "1" }
        let classes = Set(people.compactMap { $0.relief?.code })
        for number in 1...20 {
            #expect(classes.contains(number < 10 ? "T0\(number)" : "T\(number)"))
        }
        for person in FundMember.demonstration {
            #expect(ResidentNumber.of(String(person.certNo.prefix(17))) == person.certNo)
        }
        #expect(Set(FundMember.demonstration.map(\.certNo)).count == 28)
        #expect(Set(FundMember.demonstration.map(\.psnNo)).count == 28)
    }

    @Test func `a person is found by certificate, by identity card and by card with its code`()
        async throws
    {
        let serial = "0000000000000001"
        for (kind, number, sn, code) in [
            ("01", "ECT\(serial)", "", "0"), ("02", "350102197102020038", "", "0"),
            ("03", "A00000001", "SN00000000000001", "0"), ("03", "A00000001", "", "E01"),
            ("03", "A00000001", "SN00000000000002", "E04"), ("01", "350102197102020038", "", "E04"),
            ("04", "350102197102020038", "", "E01"), ("02", "", "", "E01"),
        ] {
            let answer = try await cashier.ask(
                "1101", InsurerForms.person(kind, number, cardSN: sn))
            #expect(answer.code == code, "\(kind) \(number)")
        }
    }

    @Test func `a name or a certificate of somebody else finds nobody`() async throws {
        let form = InsurerForms.person("02", "350102197102020038")["data"] ?? .null
        for (name, value, code) in [
            ("psn_name", "单晓明", "0"), ("psn_name", "仇丽华", "E04"),
            ("certno", "350102197102020038", "0"), ("certno", "350102197203030040", "E04"),
        ] as [(String, JSON, String)] {
            let answer = try await cashier.ask(
                "1101", InsurerForms.data(form.with(name, value)))
            #expect(answer.code == code)
        }
    }

    static let spellings: [(JSON, String, JSON)] = [
        (["flagAsNumber": true], "exp_content", ["jzfp_flg": 1, "matIdetCode": "T03"]),
        (["expContentName": "expContent"], "expContent", ["jzfp_flg": "1", "matIdetCode": "T03"]),
        (["expContentForm": "object"], "exp_content", ["jzfp_flg": "1", "matIdetCode": "T03"]),
        (["flagName": "jzfp-f1g"], "exp_content", ["jzfp-f1g": "1", "matIdetCode": "T03"]),
        (
            ["codeName": "mat_idet_code"], "exp_content",
            ["jzfp_flg": "1", "mat_idet_code": "T03"]
        ),
    ]

    @Test(arguments: spellings)
    func `regions spell it differently`(turned: JSON, name: String, expected: JSON) async throws {
        try await cashier.control("POST", "switches", turned)
        let output = try await person("350102197102020038")
        #expect(content(output, name) == expected)
        let isObject = output["baseinfo"]?[name]?.members != nil
        #expect(isObject == (turned["expContentForm"] != nil))
    }

    @Test func `the flag may stand beside the name or in the rows of insurance`() async throws {
        try await cashier.control("POST", "switches", ["reliefPlace": "baseinfo"])
        let base = try await person("350102197102020038")
        #expect(base["baseinfo"]?["jzfp_flg"] == "1" && base["baseinfo"]?["exp_content"] == nil)
        try await cashier.control("POST", "switches", ["reliefPlace": "insuinfo"])
        let rows = try await person("350102197708080158")
        #expect(rows["insuinfo"]?.elements?.map { $0["matIdetCode"] } == ["T01", "T01"])
        #expect(rows["baseinfo"]?["jzfp_flg"] == nil)
    }

    @Test func `everybody can have an expired identity before the others`() async throws {
        try await cashier.control("POST", "switches", ["expiredIdentities": true])
        let output = try await person("350102197102020038")
        let ends = output["idetinfo"]?.elements?.map { $0["endtime"] }
        #expect(ends == ["2020-12-31 23:59:59", "2099-12-31 23:59:59"])
    }
}
