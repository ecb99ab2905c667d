/// Numbers digit by digit, and the letters of labels by their names.
extension Reader {
    func read(digits: String, in language: Language, into reading: inout Reading) {
        let isLong = digits.count > 1
        for digit in digits {
            let written = digit == "1" && isLong && oneAsYao && language == .mandarin ? "幺" : digit
            read(sign: String(written), .digit, in: language, into: &reading)
        }
    }

    /// Latin letters: a word for the English voice, or letters by name.
    func read(
        latin text: String, labels next: Script.Run?, in language: Language,
        into reading: inout Reading
    ) {
        let text = Script.ascii(text)
        guard !text.isEmpty else { return reading.unread += 1 }
        if isSpelled(text, before: next, in: language) {
            for letter in text.uppercased() where letter != "'" {
                read(sign: String(letter), .letter, in: language, into: &reading)
            }
        } else {
            reading.say(text, .english)
        }
    }

    /// Labels (A083), abbreviations (CT, ABO) and what has no vowel are spelled.
    private func isSpelled(
        _ text: String, before next: Script.Run?, in language: Language
    ) -> Bool {
        if case .digits? = next { return true }
        if text.count == 1 { return language != .english || text.first?.isUppercase == true }
        if !text.lowercased().contains(where: { "aeiouy".contains($0) }) { return true }
        return text.count <= 3 && text.allSatisfy(\.isUppercase)
    }

    private func read(
        sign: String, _ kind: Lexicon.Kind, in language: Language, into reading: inout Reading
    ) {
        if clips[language]?.contains(sign) == true {
            return reading.parts.append(.clip(sign, language))
        }
        // Cantonese speakers say the letters in English.
        let spoken: Language = kind == .letter && language == .cantonese ? .english : language
        let known = lexicon.reading(of: sign, kind, in: spoken)
        switch spoken {
        case .mandarin: reading.say(known ?? Self.usual(sign), .pinyin)
        case .cantonese:
            reading.say(
                known ?? Self.characters[sign] ?? sign, known == nil ? .cantonese : .jyutping)
        case .english: reading.say(known ?? sign, .english)
        }
    }

    private static let characters = Dictionary(
        uniqueKeysWithValues: zip("0123456789", "零一二三四五六七八九").map {
            (String($0), String($1))
        })

    /// Without a lexicon, digits are read as their characters; the voice knows the letters.
    private static func usual(_ sign: String) -> String {
        guard let character = characters[sign] ?? (sign == "幺" ? sign : nil) else { return sign }
        return Pinyin.syllables(of: character, .prose).compactMap(\.self).joined(separator: " ")
    }
}
