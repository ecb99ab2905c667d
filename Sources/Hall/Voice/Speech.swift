import Foundation

/// Text to sound: read, synthesise, mix with recordings, even out.
public struct Speech: Sendable {
    private let clips: Clips
    private let reader: Reader
    /// Words a minute.
    private let rate: Int

    /// - Parameter sounds: The folder of `lexicon.tsv` and of the recordings; nil for neither.
    public init(sounds: URL?, rate: Int = 150, oneAsYao: Bool = true) throws {
        let file = sounds?.appending(path: "lexicon.tsv")
        let lexicon =
            try file.flatMap { file in
                guard FileManager.default.fileExists(atPath: file.path) else { return nil }
                return try Lexicon(of: String(contentsOf: file, encoding: .utf8))
            } ?? Lexicon()
        clips = Clips(in: sounds)
        reader = Reader(lexicon: lexicon, clips: clips.words, oneAsYao: oneAsYao)
        self.rate = rate
    }

    /// Recordings that cannot be used, and why; their words are synthesised.
    var problems: [String] { clips.problems }

    private init(_ clips: Clips, _ reader: Reader, rate: Int) {
        self.clips = clips
        self.reader = reader
        self.rate = rate
    }

    /// The same words at another pace, with another 1.
    func paced(rate: Int, oneAsYao: Bool) -> Speech {
        var reader = reader
        reader.oneAsYao = oneAsYao
        return Speech(clips, reader, rate: rate)
    }

    /// What is heard of a sentence; characters nobody can read are counted and left out.
    public func reading(
        of text: String, name: String? = nil, in language: Language = .mandarin
    ) async throws -> Reading {
        var reading = reader.reading(of: text, name: name, in: language)
        for (index, part) in reading.parts.enumerated() {
            guard case .spoken(let text, .cantonese) = part else { continue }
            let characters = text.filter { $0 != " " }
            let kept = try await Synthesiser.shared.readable(of: characters)
            reading.parts[index] = .spoken(kept, .cantonese)
            reading.unread += characters.count - kept.count
        }
        reading.parts.removeAll { $0 == .spoken("", .cantonese) }
        return reading
    }

    /// Pinyin with tone numbers; recordings in square brackets, pauses as commas.
    public func pinyin(of text: String, name: String? = nil) -> String {
        reader.pinyin(of: text, name: name)
    }

    /// A patient's name by itself.
    public func pinyin(ofName name: String) -> String { reader.pinyin(ofName: name) }

    /// What eSpeak NG makes of it, a line for each stretch between pauses.
    public func phonemes(
        of text: String, name: String? = nil, in language: Language = .mandarin
    ) async throws -> String {
        var lines: [String] = []
        for part in try await reading(of: text, name: name, in: language).parts {
            switch part {
            case .pause: continue
            case .clip(let word, _): lines.append("[\(word)]")
            case .spoken(let text, let tongue):
                try await lines.append(Synthesiser.shared.phonemes(of: text, tongue))
            }
        }
        return lines.joined(separator: "\n")
    }

    public func sound(
        of text: String, name: String? = nil, in language: Language = .mandarin
    ) async throws -> Sound {
        try await sound(of: reading(of: text, name: name, in: language))
    }

    func sound(of reading: Reading) async throws -> Sound {
        var whole = Sound()
        for part in reading.parts {
            switch part {
            case .pause(let length): whole.append(.silence(milliseconds: length))
            case .clip(let word, let language):
                whole.append(try clips.sound(of: word, in: language))
                whole.append(.silence(milliseconds: 30))
            case .spoken(let text, let tongue):
                let spoken = try await Synthesiser.shared.sound(of: text, tongue, rate: rate)
                whole.append(spoken.resampled(to: whole.rate).trimmed().levelled())
            }
        }
        return whole
    }

    /// The hospital's own chime, or ours.
    public func chime(isEmergency: Bool) throws -> Sound {
        guard let file = isEmergency ? clips.emergency : clips.chime else {
            return isEmergency ? Chime.emergency : Chime.usual
        }
        return try Sound(wav: file).resampled(to: Sound.usualRate)
            .levelled(to: Sound.chimeLevel)
    }
}
