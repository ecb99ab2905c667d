import Foundation
import Logging
import ServiceLifecycle
import Synchronization
import Testing

@testable import Hall

/// Plays into files through ALSA's `file` plugin over its `null` device.
@Suite struct AnnouncerTests {
    func zone(_ file: URL, times: Int = 1, volumes: [Volume] = []) -> Zone {
        Zone(
            id: "draw", device: "file:FILE=\(file.path),FORMAT=raw", times: times,
            volumes: volumes)
    }

    func announcer(
        _ zone: Zone, now: @escaping @Sendable () -> Date = { Date() }
    ) throws -> Announcer {
        try Announcer(
            settings: VoiceSettings(zones: [zone]), sounds: VoiceFixture.sounds,
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }),
            firstRetry: .milliseconds(20), knocks: .milliseconds(50), now: now)
    }

    func call(_ id: String, window: String = "3", emergency: Bool = false) -> Announcement {
        .call(
            id: id, zone: "draw", label: "A083", name: "单晓明", window: window,
            isEmergency: emergency)
    }

    /// Runs the announcer until `events` have been looked at, then stops it as the daemon would.
    func run<Result: Sendable>(
        _ announcer: Announcer, _ body: (AsyncStream<VoiceEvent>) async throws -> Result
    ) async throws -> Result {
        let events = announcer.events()
        let group = ServiceGroup(
            configuration: .init(
                services: [.init(service: announcer)],
                logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })))
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            let result = try await body(events)
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            return result
        }
    }

    /// Waits for `count` announcements to end.
    func ends(_ count: Int, of events: AsyncStream<VoiceEvent>) async -> [String] {
        var ends: [String] = []
        for await case .ended(let id, _, let end) in events {
            ends.append("\(id) \(end)")
            if ends.count == count { break }
        }
        return ends
    }

    func samples(in file: URL) throws -> [Int16] {
        try Data(contentsOf: file).withUnsafeBytes { Array($0.bindMemory(to: Int16.self)) }
    }

    @Test func `§6.4a A call is heard whole: chime, pause, sentence, and the same again`()
        async throws
    {
        try await VoiceFixture.withFolder { folder in
            let file = folder.appending(path: "heard.raw")
            let announcer = try announcer(zone(file, times: 2))
            announcer.announce(call("t1"))
            let ends = try await run(announcer) { events in await self.ends(1, of: events) }
            #expect(ends == ["t1 spoken"])

            let heard = try samples(in: file)
            let chime = Chime.usual.samples
            #expect(heard.starts(with: chime))
            let pause = chime.count..<(chime.count + Sound.usualRate * 350 / 1000)
            #expect(heard[pause].allSatisfy { $0 == 0 })

            // The longest silence parts the two, and both are the same.
            let between = Sound.usualRate * 700 / 1000
            let sentence = (heard.count - pause.upperBound - between) / 2
            let length = Double(sentence) / Double(Sound.usualRate)
            let alone = try await VoiceFixture.speech()
                .sound(of: "请A083号单晓明到3号窗口抽血", name: "单晓明")
            #expect(abs(length - alone.seconds) < 0.2)
            let first = Sound(samples: Array(heard[pause.upperBound...].prefix(sentence)))
            #expect(abs(first.level - Sound.speechLevel) < 1)
            let second = pause.upperBound + alone.samples.count + between
            #expect(heard[(second - between / 2)..<(second - between / 4)].allSatisfy { $0 == 0 })
            #expect((between..<(between + Sound.usualRate / 10)).contains(heard.longestSilence))
        }
    }

    @Test func `Calls are spoken in order, emergencies first, and one who has come is dropped`()
        async throws
    {
        try await VoiceFixture.withFolder { folder in
            let announcer = try announcer(zone(folder.appending(path: "heard.raw")))
            for id in ["t1", "t2", "t3"] { announcer.announce(call(id)) }
            announcer.announce(call("e1", emergency: true))
            let ends = try await run(announcer) { events in
                announcer.drop("t2")
                return await self.ends(4, of: events)
            }
            #expect(Set(ends) == ["e1 spoken", "t1 spoken", "t2 dropped", "t3 spoken"])
            #expect(
                ends.filter { $0.hasSuffix("spoken") } == ["e1 spoken", "t1 spoken", "t3 spoken"])

            let heard = try samples(in: folder.appending(path: "heard.raw"))
            #expect(heard.starts(with: Chime.emergency.samples))
        }
    }

    @Test func `A loudspeaker that is missing is reported, and speaks as soon as it is there`()
        async throws
    {
        try await VoiceFixture.withFolder { folder in
            let later = folder.appending(path: "later")
            let announcer = try announcer(zone(later.appending(path: "heard.raw")))
            announcer.announce(call("t1"))
            let end = try await run(announcer) { events in
                for await event in events {
                    switch event {
                    case .changed(_, let status) where status != .ready:
                        #expect("\(status)".contains("sound device file:"))
                        try FileManager.default.createDirectory(
                            at: later, withIntermediateDirectories: true)
                    case .ended(_, _, let end):
                        #expect(announcer.status()["draw"] == .ready)
                        return end
                    default: continue
                    }
                }
                return VoiceEvent.End.unheard
            }
            #expect(end == .spoken)
        }
    }

    @Test func `A call that could not be spoken within a minute is given up, and said so`()
        async throws
    {
        let clock = Clock()
        let announcer = try announcer(
            Zone(id: "draw", device: "no such device")
        ) { clock.next(after: 25) }
        announcer.announce(call("t1"))
        let ends = try await run(announcer) { events in await self.ends(1, of: events) }
        #expect(ends == ["t1 late"])
    }

    @Test func `A hall without sound says so and goes on`() async throws {
        let announcer = try announcer(Zone(id: "draw", device: "none"))
        announcer.announce(call("t1"))
        announcer.announce(Announcement(id: "t2", zone: "elsewhere", sentences: [:]))
        let ends = try await run(announcer) { events in await self.ends(1, of: events) }
        #expect(ends == ["t1 unheard"])
        #expect(announcer.status() == ["draw": .silent("set to none")])
    }

    @Test func `What waits when the program stops is reported, not lost silently`() async throws {
        let announcer = try announcer(Zone(id: "draw", device: "no such device"))
        announcer.announce(call("t1"))
        let events = announcer.events()
        try await run(announcer) { events in
            for await case .changed in events { break }
        }
        #expect(await ends(1, of: events) == ["t1 cutShort"])
    }

    @Test func `At night it is softer`() async throws {
        try await VoiceFixture.withFolder { folder in
            let file = folder.appending(path: "heard.raw")
            let half = try Volume(from: "00:00", percent: 50)
            let announcer = try announcer(zone(file, volumes: [half]))
            announcer.announce(call("t1"))
            _ = try await run(announcer) { events in await self.ends(1, of: events) }
            let chime = Chime.usual.samples
            #expect(try samples(in: file).prefix(chime.count).elementsEqual(chime.map { $0 / 2 }))
        }
    }

    @Test func `What will be called is synthesised ahead`() async throws {
        let announcer = try announcer(Zone(id: "draw", device: "null"))
        announcer.prepare([call("t1"), call("t2", window: "4")])
        let prepared = try await run(announcer) { events in
            var ids: [String] = []
            for await case .prepared(let id, "draw") in events {
                ids.append(id)
                if ids.count == 2 { break }
            }
            return ids
        }
        #expect(prepared == ["t1", "t2"])
    }

    @Test func `A check tells what is there and what is not, without running`() async throws {
        let zones = [
            Zone(id: "a", device: "null", languages: [.mandarin, .english, .cantonese]),
            Zone(id: "b", device: "hw:nosuchcard"), Zone(id: "c", device: "none"),
        ]
        let announcer = try Announcer(
            settings: VoiceSettings(zones: zones), sounds: VoiceFixture.sounds,
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
        let found = await announcer.check()
        #expect(found["a"] == .ready)
        #expect(found["b"]?.description.contains("hw:nosuchcard") == true)
        #expect(found["c"] == .silent("set to none"))
    }

    @Test func `A sentence is synthesised once and kept while there is room`() async throws {
        let cache = SpeechCache(capacity: 100_000)
        let key = SpeechCache.Key(
            text: "请到3号窗口", name: nil, language: .mandarin, rate: 150, oneAsYao: true)
        let speech = try VoiceFixture.speech()
        let made = try await cache.sound(of: key) { try await speech.sound(of: key.text) }
        let kept = try await cache.sound(of: key) { Sound() }
        #expect(made == kept)
        #expect(!made.samples.isEmpty)

        // A full cache gives up what was not used for longest.
        let other = SpeechCache.Key(
            text: "other", name: nil, language: .english, rate: 150, oneAsYao: true)
        _ = try await cache.sound(of: other) { .silence(milliseconds: 4_000) }
        #expect(await !cache.holds(key))
        #expect(await cache.holds(other))
    }
}

/// A clock that goes forward whenever it is read.
private final class Clock: Sendable {
    private let reads = Atomic(0)

    /// - Parameter step: Seconds.
    func next(after step: TimeInterval) -> Date {
        let count = reads.add(1, ordering: .relaxed).newValue
        return Date(timeIntervalSince1970: 1_800_000_000 + step * Double(count))
    }
}
