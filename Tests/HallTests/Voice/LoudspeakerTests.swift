import Foundation
import Testing

@testable import Hall

@Suite struct LoudspeakerTests {
    @Test func `A device that is not there is named, with what to do`() async {
        let loudspeaker = Loudspeaker(device: "hw:nosuchcard")
        let error = await #expect(throws: SoundError.self) {
            try await loudspeaker.play(.silence(milliseconds: 10))
        }
        #expect(error?.action == .open)
        #expect(error?.description.contains("hw:nosuchcard") == true)
        #expect(error?.description.contains("aplay -L") == true)
    }

    @Test func `Two sounds on one open device follow each other, each to its last sample`()
        async throws
    {
        try await VoiceFixture.withFolder { folder in
            let file = folder.appending(path: "heard.raw")
            let loudspeaker = Loudspeaker(device: "file:FILE=\(file.path),FORMAT=raw")
            let sound = Sound(samples: Array(repeating: 4_321, count: 10_001))
            #expect(try await loudspeaker.play(sound))
            #expect(try await loudspeaker.play(sound))
            await loudspeaker.close()
            let heard = try Data(contentsOf: file).withUnsafeBytes {
                $0.bindMemory(to: Int16.self).count { $0 == 4_321 }
            }
            #expect(heard == 20_002)
        }
    }

    @Test func `A sound at another rate is played in its own time`() async throws {
        try await VoiceFixture.withFolder { folder in
            let file = folder.appending(path: "heard.raw")
            let loudspeaker = Loudspeaker(device: "file:FILE=\(file.path),FORMAT=raw")
            let slow = Sound(samples: Array(repeating: 4_000, count: 8_000), rate: 8_000)
            try await loudspeaker.play(slow)
            await loudspeaker.close()
            let heard = try Data(contentsOf: file).withUnsafeBytes {
                $0.bindMemory(to: Int16.self).count { $0 == 4_000 }
            }
            #expect(abs(heard - Sound.usualRate) < 10)
        }
    }

    @Test func `A stop ends the playing, and says that it was cut short`() async throws {
        let loudspeaker = Loudspeaker(device: "null")
        let isWhole = try await loudspeaker.play(.silence(milliseconds: 500), mustStop: { true })
        #expect(!isWhole)
    }
}
