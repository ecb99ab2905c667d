/// Turns a sentence into what is heard.
public struct Reader: Sendable {
    let lexicon: Lexicon
    /// The words there are recordings of, by language.
    let clips: [Language: Set<String>]
    /// Whether 1 is yāo in numbers of two digits and more.
    var oneAsYao: Bool

    public init(
        lexicon: Lexicon = Lexicon(), clips: [Language: Set<String>] = [:], oneAsYao: Bool = true
    ) {
        self.lexicon = lexicon
        self.clips = clips
        self.oneAsYao = oneAsYao
    }

    /// - Parameter name: The patient's name as it stands in the sentence. Without it, what stands
    ///   between 号 and 到 in a call is taken for one.
    public func reading(
        of sentence: String, name: String? = nil, in language: Language = .mandarin
    ) -> Reading {
        var reading = Reading()
        let runs = Script.runs(of: sentence, name: name)
        for (index, run) in runs.enumerated() {
            switch run {
            case .stop(0): continue
            case .stop(let pause): reading.rest(pause)
            case .name(let name):
                reading.rest(Reading.Pause.breath)
                read(name: name, in: language, into: &reading)
                reading.rest(Reading.Pause.breath)
            case .han(let text): read(han: text, in: language, into: &reading)
            case .digits(let text): read(digits: text, in: language, into: &reading)
            case .latin(let text):
                let next: Script.Run? = index + 1 < runs.count ? runs[index + 1] : nil
                read(latin: text, labels: next, in: language, into: &reading)
            }
        }
        reading.finish()
        return reading
    }

    /// Mandarin in pinyin with tone numbers: 单晓明 is `shan4 xiao3 ming2`.
    public func pinyin(of sentence: String, name: String? = nil) -> String {
        reading(of: sentence, name: name, in: .mandarin).text
    }

    /// A patient's name by itself.
    public func pinyin(ofName name: String) -> String { pinyin(of: name, name: name) }

    func read(han text: String, in language: Language, into reading: inout Reading) {
        let spoken: Language = language == .english ? .mandarin : language
        var rest = text[...]
        var plain = ""
        func speak(_ plain: inout String) {
            if spoken == .cantonese {
                reading.say(plain, .cantonese)
            } else {
                read(syllables: Pinyin.syllables(of: plain, .prose), into: &reading)
            }
            plain = ""
        }
        while let first = rest.first {
            if let clip = clip(atHeadOf: rest, in: spoken) {
                speak(&plain)
                reading.parts.append(.clip(String(clip), spoken))
                rest = rest.dropFirst(clip.count)
            } else if let word = lexicon.head(of: rest, .word, in: spoken) {
                speak(&plain)
                reading.say(word.reading, spoken == .cantonese ? .jyutping : .pinyin)
                rest = rest.dropFirst(word.written.count)
            } else {
                plain.append(first)
                rest = rest.dropFirst()
            }
        }
        speak(&plain)
    }

    /// The longest recorded word that `text` begins with.
    private func clip(atHeadOf text: Substring, in language: Language) -> Substring? {
        guard let words = clips[language], !words.isEmpty else { return nil }
        return (1...min(text.count, 16)).reversed().lazy.map { text.prefix($0) }
            .first { words.contains(String($0)) }
    }

    func read(syllables: [String?], into reading: inout Reading) {
        reading.unread += syllables.count { $0 == nil }
        reading.say(syllables.compactMap(\.self).joined(separator: " "), .pinyin)
    }
}
