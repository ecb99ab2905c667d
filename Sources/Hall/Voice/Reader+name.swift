import Foundation

/// Names, whose first characters are read otherwise than in prose.
extension Reader {
    func read(name: String, in language: Language, into reading: inout Reading) {
        let spoken: Language = language == .english ? .mandarin : language
        if let known = lexicon.reading(of: name, .name, in: spoken) {
            return reading.say(known, spoken == .cantonese ? .jyutping : .pinyin)
        }
        guard name.contains(where: \.isHan) else { return read(foreign: name, into: &reading) }
        // 阿卜杜拉·买买提: written by sound, with no Chinese surname at its head.
        let parts = name.split { !$0.isHan && !$0.isLetter && !$0.isNumber }
        for part in parts {
            guard part.allSatisfy(\.isHan) else {
                for run in Script.runs(of: String(part), name: nil) {
                    switch run {
                    case .han(let text): read(han: text, isWhole: false, spoken, into: &reading)
                    case .latin(let text): read(foreign: text, into: &reading)
                    case .digits(let text): read(digits: text, in: language, into: &reading)
                    case .name, .stop: continue
                    }
                }
                continue
            }
            read(han: String(part), isWhole: parts.count == 1, spoken, into: &reading)
        }
    }

    /// Chinese characters of a name.
    /// - Parameter isWhole: Whether they begin with the surname; if not, they are prose.
    private func read(
        han name: String, isWhole: Bool, _ language: Language, into reading: inout Reading
    ) {
        guard isWhole else { return read(han: name, in: language, into: &reading) }
        // The lexicon and ICU's names are simplified: 單 is looked up as 单.
        let simple = name.applyingTransform(.init("Hant-Hans"), reverse: false) ?? name
        let name = language == .mandarin && simple.count == name.count ? simple : name
        let surname = lexicon.head(of: name[...], .surname, in: language)
        if language == .cantonese {
            reading.say(surname?.reading ?? "", .jyutping)
            return reading.say(String(name.dropFirst(surname?.written.count ?? 0)), .cantonese)
        }
        var syllables = Pinyin.syllables(of: name, .name)
        let length = surname?.written.count ?? 1
        if syllables.count == name.count {
            for (place, character) in name.enumerated() where place >= length {
                guard let given = lexicon.reading(of: String(character), .given, in: language)
                else { continue }
                syllables[place] = given
            }
            if let surname {
                syllables.replaceSubrange(
                    ..<length, with: surname.reading.split(separator: " ").map { String($0) })
            }
        }
        read(syllables: syllables, into: &reading)
    }

    /// SMITH JANE is a name to the English voice; NG, which it cannot say, is spelled.
    private func read(foreign name: String, into reading: inout Reading) {
        let words = Script.ascii(name).split { !$0.isLetter && !$0.isNumber && $0 != "'" }
        for word in words {
            let isWord = word.count > 1 && word.contains { "aeiouyAEIOUY".contains($0) }
            let text =
                isWord
                ? word.lowercased().capitalized : word.map(String.init).joined(separator: " ")
            reading.say(text, .english)
        }
    }
}
