import Foundation
import Testing

@testable import Hall

@Suite struct LexiconTests {
    @Test func `The lexicon of this repository is in order`() throws {
        let text = try String(
            contentsOf: VoiceFixture.sounds.appending(path: "lexicon.tsv"), encoding: .utf8)
        let lexicon = try Lexicon(of: text)
        #expect(lexicon.reading(of: "朴", .surname, in: .mandarin) == "piao2")

        // One syllable for each character, and nothing said twice.
        var seen: Set<[String]> = []
        for row in text.split(separator: "\n") where !row.hasPrefix("#") {
            let columns = row.split(separator: "\t").map { String($0) }
            #expect(seen.insert(Array(columns.prefix(3))).inserted, "\(row)")
            if ["word", "surname", "given", "name"].contains(columns[0]) {
                #expect(columns[3].split(separator: " ").count == columns[2].count, "\(row)")
            }
        }
    }

    @Test(
        "A line that cannot be understood is named by its number",
        arguments: [
            ("word\tzh\t重新", "line 2: needs"), ("verb\tzh\t重\tchong2", "line 2: verb"),
            ("word\tfr\t重\tchong2", "line 2: fr"), ("word\tzh\t重\tchong", "line 2: the reading"),
            ("word\tyue\t重\tcung9", "line 2: the reading"),
        ])
    func badLine(line: String, message: String) {
        let error = #expect(throws: Lexicon.Problem.self) { try Lexicon(of: "# head\n\(line)\n") }
        #expect(error?.description.contains(message) == true)
    }

    @Test func `The longest entry wins`() throws {
        let lexicon = try Lexicon(
            of: "word\tzh\t咳\tke2\nword\tzh\t咳嗽\tke2 sou5\nsurname\tzh\t单\tshan4\n")
        #expect(lexicon.head(of: "咳嗽了", .word, in: .mandarin)?.written == "咳嗽")
        #expect(lexicon.head(of: "咳了", .word, in: .mandarin)?.written == "咳")
        #expect(lexicon.head(of: "了咳", .word, in: .mandarin) == nil)
    }
}
