import Foundation
import Testing

@testable import Counterparties

/// The books of the insurance platform, from behind the counter.
struct InsurerControlTests {
    let cashier: Cashier
    init() throws { cashier = try Cashier() }

    @Test func `a person put into the books by hand is found, and replaced by another entry`()
        async throws
    {
        let entry: JSON = [
            "certno": "350102199001011238", "psn_name": "测试", "gend": "2", "brdy": "1990-01-01",
            "insuinfo": [["insutype": "310", "insuplc_admdvs": "350500"]],
            "relief": ["flag": "1", "code": "T09", "form": "object"],
        ]
        let first = try await cashier.control("POST", "people", entry)
        #expect(first.status == 201)
        let found = try await cashier.ask(
            "1101", InsurerForms.person("02", "350102199001011238"))
        #expect(found.output["insuinfo"]?.elements?.map { $0["insuplc_admdvs"] } == ["350500"])
        #expect(found.output["baseinfo"]?["exp_content"]?["matIdetCode"] == "T09")
        let second = try await cashier.control("POST", "people", entry.with("relief", nil))
        #expect(
            try JSON(parsing: second.body)["psn_no"] == JSON(parsing: first.body)["psn_no"])
        let again = try await cashier.ask(
            "1101", InsurerForms.person("02", "350102199001011238"))
        #expect(again.output["baseinfo"]?["exp_content"] == nil)
    }

    static let wrong: [(String, JSON)] = [
        ("people", []), ("people", ["psn_name": "x"]), ("people", ["certno": "1"]),
        ("people", ["certno": "1", "psn_name": "x", "more": 1]),
        ("people", ["certno": "1", "psn_name": "x", "insuinfo": "x"]),
        ("people", ["certno": "1", "psn_name": "x", "relief": ["flag": 1]]),
        ("settlements", [:]), ("settlements", ["psn_no": "nobody"]),
        ("settlements", ["psn_no": .string(Cashier.person), "campus": "elsewhere"]),
        ("settlements", ["psn_no": .string(Cashier.person), "list": "2"]),
        ("settlements", ["psn_no": .string(Cashier.person), "sum": 1]),
    ]

    @Test(arguments: wrong)
    func `an entry that makes no sense is refused and changes nothing`(
        route: String, entry: JSON
    ) async throws {
        let before = cashier.ledger
        #expect(try await cashier.control("POST", route, entry).status == 400)
        #expect(cashier.ledger == before)
    }

    @Test func `only the insurer's books take entries`() async throws {
        #expect(try await cashier.control("POST", "bills", [:]).status == 404)
        let teller = try Teller()
        #expect(try await teller.control("POST", "people", [:]).status == 404)
    }

    @Test func `switches stay in the positions there are`() async throws {
        let before = cashier.platform.switches()
        for change in [
            ["withdrawalAllowed": "no"], ["flagName": "flag"], ["unheardOf": true],
            ["signInNeeded": true, "reliefPlace": "elsewhere"],
        ] as [JSON] {
            #expect(try await cashier.control("POST", "switches", change).status == 400)
        }
        #expect(cashier.platform.switches() == before)
    }

    @Test func `the ledger tells what was asked, done and refused, whole and of one settlement`()
        async throws
    {
        let settlement = try await cashier.settlement(list: "1")
        let other = try await cashier.settlement(list: "0")
        try await cashier.ask("2208", InsurerForms.cancel(settlement))
        try await cashier.turn(settlement, to: "0")
        try await cashier.turn(other, to: "1")
        try await cashier.ask("2208", InsurerForms.cancel(settlement))
        let ledger = cashier.platform.ledger(of: settlement)
        func infnos(_ list: String) -> [JSON?] { ledger[list]?.elements?.map { $0["infno"] } ?? [] }
        #expect(infnos("calls") == ["2208", "4102", "2208"])
        #expect(infnos("refused") == ["2208"] && infnos("accepted") == ["4102", "2208"])
        #expect(ledger["refused"]?.elements?.first?["codes"] == ["E08"])
        #expect(ledger["settlements"]?.elements?.map { $0["setl_id"] } == [.string(settlement)])
        let history = ledger["settlements"]?.elements?[0]["lists"]?.elements?[0]["history"]
        #expect(history?.elements?.map { $0["stas_type"] } == ["0", "1", "0"])
        #expect(history?.elements?.map { $0["msgid"] == "" } == [true, true, false])
        #expect(cashier.ledger["messages"]?.elements?.allSatisfy { $0["received"] == 1 } == true)
    }

    @Test func `books, messages, nonces, sign-ins and switches outlive the process`()
        async throws
    {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "insurer-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "insurer.journal")
        let before = try Cashier(journal: file)
        let settlement = try await before.settlement(list: "1")
        let signIn = try await before.ask("9001", ["signIn": ["opter_no": "1"]])
        try await before.control("POST", "switches", ["signInNeeded": true, "flagName": "jzfpFlg"])
        let number = signIn.output["signinoutb"]?["sign_no"] ?? .null
        let message = before.envelope("4102", InsurerForms.state(settlement, "0"))
            .with("sign_no", number)
        let request = before.request(message.bytes, nonce: "used")
        #expect(await before.stage.answer(request).reply.status == 200)

        let after = try Cashier(journal: file)
        #expect(after.ledger == before.ledger)
        #expect(after.platform.switches() == before.platform.switches())
        #expect(await after.stage.answer(request).reply.status == 401)
        #expect(try await after.post(message).code == "E02")
        let asked = try await after.ask(
            "4103", InsurerForms.data(InsurerForms.row(settlement)),
            with: ["sign_no": number, "msgid": "H35010200001202611220830007777"])
        #expect(asked.output["setlinfo"]?["stas_type"] == "0")

        try await after.control("POST", "reset")
        let empty = try Cashier(journal: nil)
        #expect(after.ledger["calls"] == [])
        #expect(after.ledger["settlements"] == empty.ledger["settlements"])
        #expect(after.ledger["people"]?.elements?.count == 28)
        #expect(try Cashier(journal: file).ledger == after.ledger)
    }

    @Test func `each campus has its own account, made once or given`() throws {
        var dice = Dice(seed: 7)
        let first = FundInstitution.all(
            of: ["benbu", "jinshan"], environment: ["INSURER_TOKEN_JINSHAN": "given"],
            earlier: nil, generator: &dice)
        #expect(first.map(\.code) == ["H35010200001", "H35010200002"])
        #expect(first.map(\.paasid) == ["demo-benbu", "demo-jinshan"])
        #expect(first[0].token.count == 32 && first[1].token == "given")
        let platform = try InsurancePlatform(institutions: first, journal: nil)
        let again = FundInstitution.all(
            of: ["benbu", "jinshan"], environment: [:],
            earlier: platform.entry(origin: "http://here", printer: nil), generator: &dice)
        #expect(again == first)
        let variables = platform.variables(origin: "http://here").map(\.name)
        #expect(variables.contains("INSURER_URL") && variables.contains("INSURER_CODE_BENBU"))
    }
}
