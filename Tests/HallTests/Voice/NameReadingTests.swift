import Foundation
import Testing

@testable import Hall

@Suite struct NameReadingTests {
    let speech: Speech

    init() throws { speech = try VoiceFixture.speech() }

    @Test("§6.4a A patient's name is read as a name", arguments: NamesTable.rows)
    func name(row: [String]) async throws {
        let (name, pinyin) = (row[0], row[1])
        #expect(speech.pinyin(ofName: name) == pinyin)

        // In the middle of a call, found by itself, it is the same.
        if !name.contains("·") {
            let call = speech.pinyin(of: "请A083号\(name)到3号窗口抽血")
            #expect(call.contains("hao4, \(pinyin), dao4 san1"))
        }

        // What eSpeak NG makes of it has the dictionary's tones, and no English.
        let phonemes = try await speech.phonemes(of: name, name: name)
        #expect(!phonemes.contains("("))
        #expect(Tones.of(phonemes) == Tones.expected(of: pinyin))
    }

    @Test func `The table has sixty names and more`() {
        #expect(NamesTable.rows.count >= 60)
    }

    @Test func `A name in latin letters is spoken by the English voice`() throws {
        let reader = Reader()
        #expect(
            reader.reading(of: "SMITH JANE", name: "SMITH JANE").parts
                == [.spoken("Smith Jane", .english)])
        #expect(reader.reading(of: "NG", name: "NG").parts == [.spoken("N G", .english)])
    }

    @Test(
        "A name in another alphabet is spoken by the English voice too",
        arguments: [("José", "Jose"), ("Андрей", "Andrej"), ("さくら", "Sakura")])
    func alphabet(name: String, latin: String) {
        let reading = Reader().reading(of: name, name: name)
        #expect(reading.parts == [.spoken(latin, .english)])
    }

    @Test func `A character that nobody can read is counted and left out`() {
        let reading = Reader().reading(of: "李𠮷明", name: "李𠮷明")
        #expect(reading.text == "li3 ming2")
        #expect(reading.unread == 1)
    }

    @Test func `The lexicon's own name comes before every rule`() throws {
        let lexicon = try Lexicon(of: "name\tzh\t单晓明\tdan1 xiao3 ming2\n")
        #expect(Reader(lexicon: lexicon).pinyin(ofName: "单晓明") == "dan1 xiao3 ming2")
    }
}

/// Tones in eSpeak NG's phoneme names: `s.'a51n_|` is the fourth.
enum Tones {
    static func of(_ phonemes: String) -> [Int] {
        phonemes.split { $0 == "|" || $0 == "\n" }.compactMap { syllable in
            let digits = syllable.filter(\.isNumber)
            return switch digits {
            case "55": 1
            case "35": 2
            case "214", "21": 3
            case "51": 4
            case "11", "22", "33", "44": 5
            default: nil
            }
        }
    }

    static func expected(of pinyin: String) -> [Int] { pinyin.compactMap(\.wholeNumberValue) }
}
