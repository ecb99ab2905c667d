import Testing

@testable import Hall

/// Identity numbers against their shape, date and check character.
struct IDNumberTests {
    @Test(arguments: [
        ("11010519491231002X", IDNumber.Kind.resident), ("11010519491231002x", .resident),
        ("440524188001010014", .resident), ("330702197108020812", .resident),
        ("350102199003070012", .resident), ("810000199001010019", .hkMacauTaiwan),
        ("830000198506060125", .hkMacauTaiwan), ("932682198501010017", .foreignPR2023),
        ("911124198108030024", .foreignPR2023), ("931586198001010028", .foreignPR2023),
        ("931012199012010018", .foreignPR2023), ("935840199302150134", .foreignPR2023),
        ("935840199302150126", .foreignPR2023), ("KAZ110090123105", .foreignPR2017),
        ("CAN110081080310", .foreignPR2017), ("PAK310080010103", .foreignPR2017),
        ("USA350193021512", .foreignPR2017), ("can110081080310", .foreignPR2017),
    ])
    func `§6.1 a true number is known by its kind`(text: String, kind: IDNumber.Kind) throws {
        let number = try IDNumber(text)
        #expect(number.kind == kind)
        #expect(number.text == text.uppercased())
    }

    @Test(arguments: [
        ("110105194912310021", IDProblem.check), ("932682198501010018", .check),
        ("CAN110081080311", .check), ("935156199901010013", .chineseNationality),
        ("911840199902300012", .date("number")), ("CAN11008108031", .shape), ("", .shape),
        ("1101051949123100", .shape), ("１1010519491231002X", .shape),
        ("1\u{301}1010519491231002X", .shape), ("1101051949123100XX", .shape),
    ])
    func `§6.1 a false number is refused and why`(text: String, problem: IDProblem) {
        #expect(throws: problem) { try IDNumber(text) }
    }

    @Test(arguments: [
        ("911124198108030024", "001", "CAN110081080310"),
        ("931586198001010028", "000", "PAK310080010103"),
        ("932682198501010017", "321", "SAU323285010112"),
        ("935840199302150134", "011", "USA350193021512"),
    ])
    func `a number of 2023 leads to the number of 2017`(
        new: String, related: String, old: String
    ) throws {
        #expect(try IDNumber(new).oldNumber(related: related) == old)
        #expect(try IDNumber(old).kind == .foreignPR2017)
    }

    @Test(arguments: ["", "   ", "00", "0000", "0a0"])
    func `a first card of 2023 has no number before it`(related: String) throws {
        #expect(try IDNumber("931586198001010028").oldNumber(related: related) == nil)
    }

    @Test func `any single wrong digit is found by the check character`() {
        let digits = Array("350102199003070012")
        for place in digits.indices {
            for wrong in "0123456789" where wrong != digits[place] {
                var typo = digits
                typo[place] = wrong
                #expect(throws: IDProblem.self) { try IDNumber(String(typo)) }
            }
        }
    }

    @Test(arguments: ["20230229", "19000229", "20240431", "20241301", "20240100", "2024010a", ""])
    func `a day that never was is no date`(digits: String) {
        #expect(CivilDate(digits: digits) == nil)
    }

    @Test func `29 February is a date in leap years`() {
        #expect(CivilDate(digits: "20240229")?.description == "2024-02-29")
        #expect(CivilDate(digits: "20000229") != nil)
    }
}
