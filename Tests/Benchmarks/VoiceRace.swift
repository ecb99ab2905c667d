import Daemon
import Foundation
import Hall
import Lab

/// From the press of "next" to the first sound, against eSpeak NG started for the sentence.
enum VoiceRace {
    static func run(in folder: URL, rounds: Int) async throws -> [any Finding] {
        let sound = folder.appending(path: "asound.conf")
        try "pcm.nowhere { type null }\n".write(to: sound, atomically: true, encoding: .utf8)
        setenv("ALSA_CONFIG_PATH", sound.path, 1)
        let hall = try await SilentHall(in: folder, device: "nowhere")
        let cards = try await hall.register(20)
        _ = try await hall.swipe([cards])

        let announcer = hall.house.room.announcer
        let speaking = Task { try await announcer.run() }
        defer { speaking.cancel() }
        let text = "请A001号欧阳晓明到1号窗口抽血"
        let pinyin = try Speech(sounds: Furniture.folder.appending(path: "Sounds"))
            .pinyin(of: text, name: "欧阳晓明")
        let contest = Contest(
            title: "press of next to first sound, cached ÷ espeak-ng -w of the sentence",
            unit: "ms", bar: .atMost(0.25),
            ours: .init(name: "journal, commit, announcer, ALSA null device") {
                try await press(10, in: hall, heardBy: announcer)
            },
            yardstick: .init(name: "espeak-ng as a process") {
                try espeak(10, pinyin, to: folder.appending(path: "yardstick.wav"))
            })
        let result = try await contest.play(rounds)
        return [result]
    }

    /// Milliseconds from "next" to the first sound; the call is taken back each time, so that it
    /// is the same sentence again.
    private static func press(_ times: Int, in hall: SilentHall, heardBy announcer: Announcer)
        async throws -> Double
    {
        var taken: [Double] = []
        for _ in 0..<times {
            var events = announcer.events().makeAsyncIterator()
            let start = ContinuousClock.now
            try await hall.desk.perform(.next("1"), by: "window 1")
            var ended = false
            while !ended, let event = await events.next() {
                switch event {
                case .began: taken.append(start.duration(to: .now).seconds * 1_000)
                case .ended(_, _, let end):
                    guard end == .spoken else { throw Trouble("a call was \(end)") }
                    ended = true
                case .changed: continue
                }
            }
            try await hall.desk.perform(.undo("1"), by: "window 1")
        }
        return Spread(taken).median
    }

    /// Milliseconds that eSpeak NG takes from its start to its end.
    private static func espeak(_ times: Int, _ pinyin: String, to file: URL) throws -> Double {
        let program = ["espeak-ng", "-v", "cmn-latn-pinyin", "-s", "150", "-w", file.path, pinyin]
        let taken = try (0..<times).map { _ in
            let start = ContinuousClock.now
            var arguments = program.map { strdup($0) } + [nil]
            defer { for argument in arguments { free(argument) } }
            var child: pid_t = 0
            var status: CInt = 0
            guard posix_spawnp(&child, program[0], nil, nil, &arguments, environ) == 0,
                waitpid(child, &status, 0) == child, status == 0
            else { throw Trouble("espeak-ng did not speak; as root: apt install espeak-ng") }
            return start.duration(to: .now).seconds * 1_000
        }
        return Spread(taken).median
    }
}
