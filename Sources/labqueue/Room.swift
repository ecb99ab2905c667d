import ArgumentParser
import Daemon
import Foundation
import Hall
import Lab
import Storage

/// Speaks: `labqueue say`.
struct Say: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Speak a sentence, as a call would.")
    @Argument(help: "Such as 请A083号单晓明到3号窗口抽血.") var text: String
    @Option(help: "Write a WAV file instead of playing.") var wav: String?
    @Flag(help: "Print how it is pronounced instead of playing.") var phonemes = false
    @Option(help: "zh, en or yue.") var language: Language = .mandarin
    @Option(help: "The ALSA device.") var device = "default"

    func run() async throws {
        let speech = try Speech(sounds: Furniture.find().appending(path: "Sounds"))
        if phonemes {
            print(speech.pinyin(of: text))
            print(try await speech.phonemes(of: text, in: language))
            return
        }
        let sound = try await speech.sound(of: text, in: language)
        if let wav {
            try sound.writeWAV(to: URL(filePath: wav))
        } else {
            _ = try await Loudspeaker(device: device).play(sound)
        }
    }
}

extension Language: ExpressibleByArgument {}

/// Plays a day: `labqueue rehearse`.
struct Rehearse: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Play a whole day and print the waits; the same for the same seed.")
    @Option(help: "Any number; the day's chances.") var seed: UInt64 = 1
    @Option(help: "Patients in the day.") var patients = 2_000
    @Option(help: "Windows at the peak.") var windows = 10

    func validate() throws {
        guard (1...100_000).contains(patients), (1...200).contains(windows) else {
            throw ValidationError("Give 1 to 100000 patients and 1 to 200 windows.")
        }
    }

    func run() throws {
        print(Rehearsal(seed: seed, patients: patients, windows: windows).run().text)
    }
}

/// Prints a test ticket: `labqueue print`.
struct Print: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Print a test ticket.")
    @OptionGroup var options: DataOptions
    @Argument(help: "The printer's id in the settings; the first where absent.") var printer:
        String?

    func run() async throws {
        let settings = try options.load()
        let outcome = try await PrinterTrial(settings).printTestTicket(on: printer)
        print(outcome.words.zh)
        print(outcome.words.en)
        if !outcome.isGood { throw ExitCode.failure }
    }
}

/// Looks at every part: `labqueue check`.
struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check settings, database, printers, readers and voice: one line each.")
    @OptionGroup var options: DataOptions

    func run() async throws {
        let checks = try await CheckUp(
            settings: options.load(), folder: options.folder, furniture: Furniture.find()
        ).run()
        for check in checks { print(check.line) }
        if checks.contains(where: { !$0.isGood }) { throw ExitCode.failure }
    }
}
