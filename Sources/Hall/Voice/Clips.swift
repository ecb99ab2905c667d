import Foundation

/// Recordings that take the place of synthesis: `Sounds/zh/抽血.wav` says 抽血.
struct Clips: Sendable {
    /// Files by language and the word they say.
    let files: [Language: [String: URL]]
    /// `chime.wav` and `emergency.wav`, where the hospital brings its own.
    let chime: URL?
    let emergency: URL?
    /// Recordings that cannot be used, and why.
    let problems: [String]

    /// A folder that is not there holds no recordings.
    init(in folder: URL?) {
        var problems: [String] = []
        func isUsable(_ file: URL) -> Bool {
            do {
                _ = try Sound(wav: file)
                return true
            } catch {
                problems.append("\(error)")
                return false
            }
        }
        func recordings(_ folder: URL) -> [String: URL] {
            let found = try? FileManager.default.contentsOfDirectory(
                at: folder, includingPropertiesForKeys: nil)
            let recordings = (found ?? []).filter {
                $0.pathExtension.lowercased() == "wav" && isUsable($0)
            }
            return Dictionary(
                recordings.map {
                    (
                        $0.deletingPathExtension().lastPathComponent
                            .precomposedStringWithCanonicalMapping, $0
                    )
                }, uniquingKeysWith: { first, _ in first })
        }
        guard let folder else {
            files = [:]
            chime = nil
            emergency = nil
            self.problems = []
            return
        }
        files = Dictionary(
            uniqueKeysWithValues: Language.allCases.map {
                ($0, recordings(folder.appending(path: $0.rawValue)))
            })
        let general = recordings(folder)
        chime = general["chime"]
        emergency = general["emergency"]
        self.problems = problems
    }

    var words: [Language: Set<String>] { files.mapValues { Set($0.keys) } }

    /// The recording, as loud as speech.
    func sound(of word: String, in language: Language) throws -> Sound {
        guard let file = files[language]?[word] else { return Sound() }
        return try Sound(wav: file).resampled(to: Sound.usualRate).trimmed().levelled()
    }
}
