import Foundation
import Lab
import Testing

@testable import Hall

/// ID cards of all four kinds, from their 256 bytes.
struct IDTextTests {
    @Test(
        "§6.1 the blocks these tests build are those of the published digests",
        arguments: zip(
            IDBlock.all,
            [
                "9c7dfa37ee658bc7335886dc390f56a85da5fb2dd77722228634490f477f69b0",
                "8e1213dff5c6cd791b3581f9780e7427dfee4c29c628eb7932f5d77f152eecdd",
                "8800271f99251ac8d67535ca799cc4bd35c68353f855ba1f4c888794b922f861",
                "58ed76f58e0487f3f55f3867b434905419e89bee7ce1ce5f99502af5a276aefc",
                "366df66b009fdc3e6f74edcdd4cc4149d278eb85f85ed4a93c11d281a6250db9",
                "446aa2be12a9083b176987d03de2e5d3228b99da2eeb73c677fc9c9af0938b89",
            ]))
    func digest(block: IDBlock, sha256: String) throws {
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try Data(block.bytes).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/sha256sum")
        process.arguments = [file.path]
        process.standardOutput = output
        try process.run()
        let said = try #require(try output.fileHandleForReading.readToEnd())
        #expect(String(decoding: said, as: UTF8.self).prefix(64) == sha256)
    }

    @Test func `§6.1 a resident card says all its fields`() throws {
        guard case .resident(let card) = try IDText(IDBlock.r1.bytes).document() else {
            Issue.record("not a resident card")
            return
        }
        #expect(card.name == "张三")
        #expect(card.sex == .male)
        #expect(card.ethnicity == "01")
        #expect(card.birth.description == "1990-03-07")
        #expect(card.address == "福建省福州市鼓楼区测试路1号")
        #expect(card.idNumber.text == "350102199003070012")
        #expect(card.authority == "福州市公安局鼓楼分局")
        #expect(card.validFrom.digits == "20200101")
        #expect(card.validTo?.digits == "20400101")
    }

    @Test func `a card valid for ever has no last day`() throws {
        let document = try IDText(IDBlock.r2.bytes).document()
        #expect(document.number == "11010519491231002X")
        #expect(document.card.sex == .female)
        #expect(document.card.validTo == nil)
    }

    @Test func `§6.1 a residence permit says all its fields`() throws {
        guard case .hkMacauTaiwan(let card) = try IDText(IDBlock.j1.bytes).document() else {
            Issue.record("not a residence permit")
            return
        }
        #expect([card.name, card.pass, card.issueCount] == ["陈大文", "H12345678", "01"])
        #expect([card.address, card.authority] == ["广东省深圳市测试区3号", "深圳市公安局"])
        #expect(card.idNumber.text == "810000199001010019")
    }

    @Test func `§6.1 a foreigner's card of 2017 says all its fields`() throws {
        guard case .foreignPR2017(let card) = try IDText(IDBlock.i1.bytes).document() else {
            Issue.record("not a card of 2017")
            return
        }
        #expect(
            [card.englishName, card.chineseName, card.usualName] == ["SMITH, JOHN", "史密斯", "史密斯"])
        #expect([card.nationality, card.version, card.authority] == ["PAK", "01", "1500"])
        #expect(card.idNumber.text == "PAK310080010103")
        #expect(card.birth.digits == "19800101")
    }

    @Test func `§6.1 a foreigner's card of 2023 leads to the number before it`() throws {
        guard case .foreignPR2023(let card) = try IDText(IDBlock.y1.bytes).document() else {
            Issue.record("not a card of 2023")
            return
        }
        #expect([card.chineseName, card.englishName] == ["史密斯", "SMITH, JANE"])
        #expect([card.nationality, card.reissueCount, card.related] == ["PAK", "00", "000"])
        #expect(card.sex == .female)
        #expect(card.oldNumber == "PAK310080010103")
    }

    @Test func `an English name of 46 letters is joined, and used where there is no Chinese one`()
        throws
    {
        let card = try IDText(IDBlock.y2.bytes).document().card
        #expect(card.usualName == "ABDULRAHMAN BIN ABDULAZIZ ALEXANDERSON AL SAUD")
    }

    @Test func `a space between the two parts of an English name stays`() throws {
        let block = IDBlock.y2.with(4, String(repeating: "A", count: 34)).with(9, "BIN SAUD")
        let card = try IDText(block.bytes).document().card
        #expect(card.usualName == String(repeating: "A", count: 34) + " BIN SAUD")
    }

    @Test(arguments: [
        (IDBlock.j1.with(12, "Z"), IDProblem.unknownCard),
        (IDBlock.j1.with(12, "y"), .unknownCard),
        (IDBlock.y1.with(5, "350102199003070012"), .shape),
        (IDBlock.j1.with(5, "350102199003070012"), .shape),
        (IDBlock.r1.with(5, "932682198501010017"), .shape),
        (IDBlock.i1.with(2, "pak310080010103"), .shape),
        (IDBlock.r1.with(5, "350102199003070013"), .check),
        (IDBlock.r1.with(3, "19900308"), .disagrees("birth")),
        (IDBlock.r1.with(1, "2"), .disagrees("sex")),
        (IDBlock.i1.with(7, "19800102"), .disagrees("birth")),
        (IDBlock.y1.with(10, "SAU"), .disagrees("nationality")),
        (IDBlock.y2.with(4, "").with(9, ""), .text("name")),
        (IDBlock.r1.with(0, ""), .text("name")),
        (IDBlock.r1.with(1, "7"), .text("sex")),
        (IDBlock.r1.with(7, "20230229"), .date("valid from")),
        (IDBlock.r1.with(8, "长 期"), .date("valid to")),
    ])
    func `§6.1 a card that contradicts itself is refused, never guessed`(
        block: IDBlock, problem: IDProblem
    ) {
        #expect(throws: problem) { try IDText(block.bytes).document() }
    }

    @Test(arguments: [0, 1, 255, 257]) func `a block of another length is refused`(count: Int) {
        let bytes = (IDBlock.r1.bytes + [0]).prefix(count)
        #expect(throws: IDProblem.length(bytes.count)) { try IDText(Array(bytes)) }
    }

    @Test func `text that is not UTF-16 is refused`() {
        var bytes = IDBlock.r1.bytes
        (bytes[0], bytes[1]) = (0x00, 0xD8)  // half of a pair
        #expect(throws: IDProblem.text("name")) { try IDText(bytes).document() }
    }

    @Test func `a card is expired the day after its last`() throws {
        let document = try IDText(IDBlock.j1.bytes).document()
        let days = try ["20181231", "20190101", "20240101", "20240102"].map {
            document.validity(on: try #require(CivilDate(digits: $0)))
        }
        #expect(days == [.notYet, .valid, .valid, .expired])
    }

    @Test(arguments: IDBlock.all) func `no card shows a name or number when printed or dumped`(
        block: IDBlock
    ) throws {
        let document = try IDText(block.bytes).document()
        var dumped = "\(document) \(document.card) " + String(reflecting: document)
        dump(document, to: &dumped)
        dump([document.card], to: &dumped)
        let secret = [document.number, document.card.usualName, "测试", document.card.birth.digits]
        for word in secret { #expect(!dumped.contains(word)) }
        #expect(dumped.contains("…"))
    }
}
