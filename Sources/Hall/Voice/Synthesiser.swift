import Espeak
import Foundation

/// The synthesiser, one for the process, because the library keeps its voice in globals.
actor Synthesiser {
    static let shared = Synthesiser()

    private let thread = BlockingThread("espeak")
    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    private var started: Result<Int, SpeechError>?
    /// Whether Cantonese has a reading for a character; asked of the library once each.
    private var readable: [Character: Bool] = [:]

    private init() {}

    /// Samples of `text`, silence and level as the library gives them.
    /// - Parameter rate: Words a minute.
    func sound(of text: String, _ tongue: Reading.Tongue, rate: Int) throws(SpeechError) -> Sound {
        let pitch = try start()
        try choose(tongue)
        espeak_SetParameter(espeakRATE, CInt(rate), 0)
        var take = Take(until: .now + .seconds(10))
        let status = withUnsafeMutablePointer(to: &take) { take in
            espeak_Synth(
                text, text.utf8.count + 1, 0, POS_CHARACTER, 0, UInt32(espeakCHARS_UTF8), nil, take)
        }
        guard status == EE_OK else { throw SpeechError(.speak(tongue), status) }
        guard !take.isLate else {
            throw SpeechError(action: .speak(tongue), reason: "it took more than 10 s")
        }
        return Sound(samples: take.samples, rate: pitch)
    }

    /// The library's own phoneme names, clauses parted by a line break, other languages in brackets.
    func phonemes(of text: String, _ tongue: Reading.Tongue) throws(SpeechError) -> String {
        _ = try start()
        try choose(tongue)
        var clauses: [String] = []
        text.withCString { start in
            var next: UnsafeRawPointer? = UnsafeRawPointer(start)
            while next != nil, clauses.count < Script.longest {
                guard let clause = espeak_TextToPhonemes(&next, CInt(espeakCHARS_UTF8), 0) else {
                    break
                }
                clauses.append(String(cString: clause).trimmingCharacters(in: .whitespaces))
            }
        }
        return clauses.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    /// The characters the Cantonese dictionary has a reading for; others it would spell out.
    func readable(of text: String) throws(SpeechError) -> String {
        var kept = ""
        for character in text {
            if readable[character] == nil {
                let phonemes = try phonemes(of: String(character), .cantonese)
                // One syllable, ended by a bar, and no other language.
                readable[character] =
                    phonemes.count { $0 == "|" } == 1 && !phonemes.contains("(")
            }
            if readable[character] == true { kept.append(character) }
        }
        return kept
    }

    /// - Returns: Samples per second.
    private func start() throws(SpeechError) -> Int {
        if let started { return try started.get() }
        let rate = espeak_Initialize(
            AUDIO_OUTPUT_SYNCHRONOUS, 0, nil, CInt(espeakINITIALIZE_DONT_EXIT))
        guard rate > 0 else {
            let error = SpeechError(
                action: .start, reason: "its voices are missing; install espeak-ng-data")
            started = .failure(error)
            throw error
        }
        espeak_SetSynthCallback { samples, count, events in
            guard let take = events?.pointee.user_data?.assumingMemoryBound(to: Take.self) else {
                return 0
            }
            return take.pointee.add(samples, count)
        }
        started = .success(Int(rate))
        return Int(rate)
    }

    private func choose(_ tongue: Reading.Tongue) throws(SpeechError) {
        let status = espeak_SetVoiceByName(tongue.rawValue)
        guard status == EE_OK else { throw SpeechError(.choose(tongue), status) }
    }
}

/// The samples of one sentence as the library hands them over.
private struct Take {
    var samples: [Int16] = []
    var isLate = false
    let deadline: ContinuousClock.Instant

    init(until deadline: ContinuousClock.Instant) { self.deadline = deadline }

    /// - Returns: 1 to stop.
    mutating func add(_ new: UnsafeMutablePointer<Int16>?, _ count: CInt) -> CInt {
        if let new, count > 0 { samples += UnsafeBufferPointer(start: new, count: Int(count)) }
        isLate = ContinuousClock.now > deadline
        return isLate ? 1 : 0
    }
}
