import Foundation
import Testing

@testable import Hall

@Suite struct SoundTests {
    /// A tone as loud as `peak`, in seconds.
    func tone(_ seconds: Double, peak: Double, rate: Int = Sound.usualRate) -> Sound {
        Sound(
            samples: (0..<Int(seconds * Double(rate))).map {
                Int16(peak * sin(Double($0) * 2 * .pi * 440 / Double(rate)))
            }, rate: rate)
    }

    @Test func `A WAV file is read back as it was written`() async throws {
        try await VoiceFixture.withFolder { folder in
            let file = folder.appending(path: "tone.wav")
            let sound = tone(0.2, peak: 9_000, rate: 8_000)
            try sound.writeWAV(to: file)
            #expect(try Sound(wav: file) == sound)
            #expect(try Data(contentsOf: file).count == 44 + 2 * 1_600)
        }
    }

    @Test(
        "A file that is no 16-bit WAV is refused",
        arguments: [
            Data(), Data("RIFF".utf8), Data(repeating: 7, count: 100),
            Sound(samples: [1, 2, 3]).wav.prefix(43),
        ])
    func badWAV(data: Data) {
        #expect(throws: Sound.WAVProblem.self) { try Sound(wav: data, named: "x.wav") }
    }

    @Test func `Two channels become one`() throws {
        var data = Sound(samples: [100, 300, -100, -300]).wav
        data[22] = 2
        #expect(try Sound(wav: data, named: "x.wav").samples == [200, -200])
    }

    @Test func `Loud and soft sounds come to the same level, and none is cut`() {
        let soft = tone(0.5, peak: 800).levelled()
        let loud = tone(0.5, peak: 32_000).levelled()
        #expect(abs(soft.level - loud.level) < 1)
        #expect(abs(soft.level - Sound.speechLevel) < 1)
        #expect((soft.samples + loud.samples).allSatisfy { abs(Int($0)) < 29_001 })
    }

    @Test func `Another rate keeps the length in time`() {
        let sound = tone(0.5, peak: 5_000, rate: 8_000).resampled(to: Sound.usualRate)
        #expect(abs(sound.samples.count - 11_025) < 3)
    }

    @Test func `Both chimes are soft, under a second, and not the same`() {
        for chime in [Chime.usual, Chime.emergency] {
            #expect(chime.duration < .seconds(1))
            #expect(chime.duration > .milliseconds(500))
            #expect(abs(chime.level - Sound.chimeLevel) < 1)
            #expect(abs(Int(chime.samples.last ?? .max)) < 100)
        }
        #expect(Chime.usual != Chime.emergency)
    }

    @Test func `A sentence is as long, as loud and as quiet between its parts as it should be`()
        async throws
    {
        let speech = try VoiceFixture.speech()
        let one = try await speech.sound(of: "请到三号窗口。")
        let two = try await speech.sound(of: "请到三号窗口。请到三号窗口。")
        #expect(one.duration > .milliseconds(900) && one.duration < .seconds(3))
        #expect(abs(one.level - Sound.speechLevel) < 1)
        let pause = Sound.usualRate * Reading.Pause.sentence / 1000
        #expect(abs(two.samples.count - 2 * one.samples.count - pause) < Sound.usualRate / 20)
        #expect((pause..<(pause + Sound.usualRate / 20)).contains(two.samples.longestSilence))
    }

    @Test func `Spoken slower, it lasts longer`() async throws {
        let slow = try await VoiceFixture.speech(rate: 110).sound(of: "请到三号窗口抽血")
        let fast = try await VoiceFixture.speech(rate: 220).sound(of: "请到三号窗口抽血")
        #expect(slow.samples.count > fast.samples.count * 3 / 2)
    }

    @Test func `A recording takes the place of synthesis, as loud as it`() async throws {
        try await VoiceFixture.withFolder { folder in
            let chinese = folder.appending(path: "zh")
            try FileManager.default.createDirectory(at: chinese, withIntermediateDirectories: true)
            try tone(1.5, peak: 500, rate: 16_000).writeWAV(to: chinese.appending(path: "窗口.wav"))
            try Data("no sound".utf8).write(to: chinese.appending(path: "请.wav"))
            let speech = try Speech(sounds: folder)
            let reading = try await speech.reading(of: "请到3号窗口")
            #expect(reading.parts.last == .clip("窗口", .mandarin))
            #expect(reading.text == "qing3 dao4 san1 hao4 [窗口]")
            #expect(speech.problems.count == 1)
            #expect(speech.problems.first?.contains("请.wav") == true)

            let sound = try await speech.sound(of: reading)
            let clip = Sound(samples: Array(sound.samples.suffix(Sound.usualRate)))
            #expect(abs(clip.level - Sound.speechLevel) < 1)
            #expect(sound.duration > .seconds(2))
        }
    }
}

extension Collection<Int16> {
    /// Samples of the longest stretch of nothing.
    var longestSilence: Int {
        reduce(into: (longest: 0, present: 0)) { run, sample in
            run.present = sample == 0 ? run.present + 1 : 0
            run.longest = Swift.max(run.longest, run.present)
        }.longest
    }
}
