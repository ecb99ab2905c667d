extension FundMember {
    /// The people every fresh platform knows (interface §9); all of them are invented.
    ///
    /// The first are patients of the demonstration hall; after them comes one of each class of
    /// help, T01 to T20. Anybody else is not insured.
    static let demonstration: [FundMember] =
        [
            // Helped, and the class is in the demonstration's table.
            invented(
                1, "350102197102020038", "单晓明", relief: Relief(flag: "1", code: "T03"), kind: "2303"
            ),
            // Helped, with a class nobody has in a table.
            invented(2, "350102197203030040", "仇丽华", relief: Relief(flag: "1", code: "Z99")),
            // A class is named, but the flag says no.
            invented(4, "350102197405050082", "解小龙", relief: Relief(flag: "0", code: "T07")),
            // Nothing is said.
            invented(5, "350102197506060116", "曾志伟"),
            // Helped, said in an object where others have JSON text.
            invented(
                6, "35010219480707012X", "任盈盈",
                relief: Relief(flag: "1", code: "T11", form: .object), kind: "2304"),
            // Insured twice: as a resident and as an employee.
            invented(
                7, "350102197708080158", "朴正浩",
                insurances: [
                    Insurance(kind: "390", area: "350102"),
                    Insurance(kind: "310", area: "350100", fen: 123_456, employer: "示范纺织厂"),
                ], relief: Relief(flag: "1", code: "T01"), kind: "2303"),
            // Was helped until the end of 2024.
            invented(
                8, "350102197809090160", "尉迟恭",
                relief: Relief(
                    flag: "1", code: "T05", begins: "2023-01-01 00:00:00",
                    ends: "2024-12-31 23:59:59"),
                identities: [
                    Identity(
                        kind: "2303", begins: "2023-01-01 00:00:00", ends: "2024-12-31 23:59:59")
                ]),
            // Insured, never helped.
            invented(9, "350102197910100191", "欧阳锋", relief: Relief(flag: "0", code: nil)),
        ] + everyClass

    /// One person for each class of help.
    private static let everyClass = (1...20).map { number in
        let serial = number < 10 ? "0\(number)" : "\(number)"
        return invented(
            100 + number, ResidentNumber.of("35010219660101\(500 + number)"),
            "救助示例\(serial)", relief: Relief(flag: "1", code: "T\(serial)"), kind: "2303")
    }

    /// The person with this number, insured as a resident unless said otherwise.
    private static func invented(
        _ number: Int, _ certNo: String, _ name: String,
        insurances: [Insurance] = [Insurance(kind: "390", area: "350102")],
        relief: Relief? = nil, identities: [Identity] = [], kind: String? = nil
    ) -> FundMember {
        let digits = Array(certNo)
        let isMale = digits.count == 18 && (digits[16].wholeNumberValue ?? 0) % 2 == 1
        func part(_ range: Range<Int>) -> String { String(digits[range]) }
        let serial = FundBooks.digits(number, 16)
        return FundMember(
            psnNo: "3500\(serial)", certNo: certNo, name: name, sex: isMale ? "1" : "2",
            birth: "\(part(6..<10))-\(part(10..<12))-\(part(12..<14))",
            token: "ECT\(serial)", card: "A\(FundBooks.digits(number, 8))",
            cardSN: "SN\(FundBooks.digits(number, 14))", insurances: insurances,
            identities: identities + (kind.map { [Identity(kind: $0)] } ?? []), relief: relief)
    }
}
