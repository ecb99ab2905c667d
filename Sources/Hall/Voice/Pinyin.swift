import Foundation

/// Mandarin in latin letters with tone numbers, as the voice `cmn-latn-pinyin` takes it.
enum Pinyin {
    /// How ICU is asked.
    enum Style: String {
        case prose = "Han-Latin"
        /// Surnames are read as surnames: 单 shàn, not dān.
        case name = "Han-Latin/Names"
    }

    /// One syllable for each character; nil for a character that ICU cannot read.
    static func syllables(of characters: some StringProtocol, _ style: Style) -> [String?] {
        let text = String(characters)
        let latin = text.applyingTransform(.init(style.rawValue), reverse: false) ?? text
        let whole = latin.split(whereSeparator: \.isWhitespace).flatMap(parted)
        if whole.count == text.count { return whole }
        // A character that ICU reads as two syllables, or none: ask for each by itself.
        return text.map { character in
            let latin = String(character).applyingTransform(
                .init(style.rawValue), reverse: false)
            return latin.flatMap { numbered($0.trimmingCharacters(in: .whitespaces)) }
        }
    }

    /// A word of ICU's answer: one syllable, or characters it left as they were, among them.
    private static func parted(_ word: Substring) -> [String?] {
        if let syllable = numbered(String(word)) { return [syllable] }
        var parts: [String?] = []
        var latin = ""
        func close() {
            if !latin.isEmpty { parts.append(numbered(latin)) }
            latin = ""
        }
        for character in word {
            if character.isHan {
                close()
                parts.append(nil)
            } else {
                latin.append(character)
            }
        }
        close()
        return parts
    }

    /// `shàn` as `shan4`, `lǜ` as `lv4`, `zi` as `zi5`; nil for what is no syllable.
    static func numbered(_ marked: String) -> String? {
        var letters = ""
        var tone = 5
        for scalar in marked.lowercased().decomposedStringWithCanonicalMapping.unicodeScalars {
            switch scalar.value {
            case 0x304: tone = 1
            case 0x301: tone = 2
            case 0x30C: tone = 3
            case 0x300: tone = 4
            case 0x308: if letters.last == "u" { letters = letters.dropLast() + "v" }
            case 0x302: continue  // ê, which the voice reads as e
            default: letters.unicodeScalars.append(scalar)
            }
        }
        let syllable = "\(letters)\(tone)"
        return isSyllable(syllable[...]) ? syllable : nil
    }

    /// Whether the voice can say it: latin letters with a vowel, or the few without, and a tone.
    static func isSyllable(_ text: some StringProtocol) -> Bool {
        guard let tone = text.last, "12345".contains(tone) else { return false }
        let letters = text.dropLast()
        guard (1...6).contains(letters.count), letters.allSatisfy({ "a"..."z" ~= $0 })
        else { return false }
        return letters.contains { "aeiouv".contains($0) } || letters == "r"
    }
}

extension Character {
    /// Whether it is a Chinese character, the rarest included.
    var isHan: Bool {
        guard let scalar = unicodeScalars.first else { return false }
        return scalar.properties.isIdeographic || scalar.value == 0x3007 /* 〇 */
    }
}
