import Foundation
import Glibc
import Lab
import Logging
import ServiceLifecycle
import Testing

@testable import Hall

/// QR and magnetic readers on real ptys, and keyboard readers as far as there is a device.
@Suite(.timeLimit(.minutes(2)))
struct LineReaderPtyTests {
    private func qr(_ path: String, id: String = "qr", pattern: String? = nil) -> ReaderSettings {
        ReaderSettings(id: id, kiosk: "K1", kind: .serial, device: path, pattern: pattern)
    }

    @Test func `§6.1 a code shown to the scanner is a swipe, twice within 3 s is one`() async throws
    {
        let pty = try Pty.open()
        try await ReaderBench.with([qr(pty.path, pattern: "id=([0-9]+)")]) { bench in
            await bench.ready()
            pty.send("https://health.example/q?id=6200000001\r\n")
            #expect(await bench.next() == .read("6200000001"))
            pty.send("https://health.example/q?id=6200000001\r\n;6200000002=9912?\r")
            #expect(await bench.next() == .read("6200000002"))
            #expect(bench.journal.text.contains("62…02"))
            #expect(!bench.journal.text.contains("62000000"))
        }
    }

    @Test func `§6.1 a line of 10,000 characters is told to the patient and the next is read`()
        async throws
    {
        let pty = try Pty.open()
        try await ReaderBench.with([qr(pty.path)]) { bench in
            await bench.ready()
            pty.send(String(repeating: "1", count: 10_000) + "\r\n")
            #expect(await bench.misread() != nil)
            pty.send("62\u{1B}[2J0001\r\n")
            #expect(await bench.misread() != nil)
            pty.send("6200000001\r\n")
            #expect(await bench.next() == .state(.ready))
            #expect(await bench.next() == .read("6200000001"))
        }
    }

    @Test func `a misread card is shown for its time only`() async throws {
        let pty = try Pty.open()
        var timing = ReaderTiming.patient
        timing.misread = .milliseconds(50)
        try await ReaderBench.with([qr(pty.path)], timing: timing) { bench in
            await bench.ready()
            pty.send("62\u{1B}0001\r\n")
            #expect(await bench.misread() != nil)
            #expect(await bench.next() == .state(.ready))
        }
    }

    @Test func `§6.1 half a number and then silence is no swipe`() async throws {
        let pty = try Pty.open()
        var timing = ReaderTiming.patient
        timing.half = .milliseconds(100)
        try await ReaderBench.with([qr(pty.path)], timing: timing) { bench in
            await bench.ready()
            pty.send("62000")
            #expect(await bench.misread()?.zh == "没有读完整，请再刷一次")
            pty.send("6200000001\r\n")
            #expect(await bench.card() == "6200000001")
        }
    }

    @Test func `§6.1 unplugged it is lost, and read again under the same name`() async throws {
        let link = DeviceLink()
        defer { link.remove() }
        try await ReaderBench.with([qr(link.path)]) { bench in
            #expect(await bench.lost() == (await expectedLoss(link.path)))
            for round in 1...3 {
                let pty = try Pty.open()
                try link.point(to: pty.path)
                await bench.ready()
                pty.send("620000000\(round)\r\n62")
                #expect(await bench.next() == .read("620000000\(round)"))
                link.remove()
                _ = consume pty
                #expect(await bench.lost() != nil)
            }
        }
    }

    private func expectedLoss(_ path: String) async -> Words {
        ReaderDevice.Failure(action: "open", device: path, code: ENOENT).words
    }

    @Test func `one absent reader does not hold up another`() async throws {
        let pty = try Pty.open()
        let absent = qr("/dev/labqueue-absent", id: "absent")
        try await ReaderBench.with([absent, qr(pty.path)]) { bench in
            _ = await bench.until { $0 == .state(.ready) }
            pty.send("6200000001\r")
            #expect(await bench.card() == "6200000001")
        }
    }

    @Test func `a device of another kind is refused and says so`() async throws {
        let pty = try Pty.open()
        let wedge = ReaderSettings(id: "kbd", kiosk: "K1", kind: .wedge, device: pty.path)
        try await ReaderBench.with([wedge]) { bench in
            #expect(await bench.lost()?.zh.contains("不是这种设备") == true)
        }
        try await ReaderBench.with([qr("/dev/null")]) { bench in
            #expect(await bench.lost()?.zh.contains("不是这种设备") == true)
        }
    }

    @Test func `§6.1 keys typed on a keyboard reader are a swipe`() async throws {
        let path = FileManager.default.temporaryDirectory
            .appending(path: "labqueue-keys-\(UUID().uuidString)").path
        #expect(mkfifo(path, 0o600) == 0)
        defer { unlink(path) }
        let keys = open(path, O_RDWR | O_CLOEXEC)
        defer { close(keys) }
        let wedge = ReaderSettings(id: "kbd", kiosk: "K1", kind: .wedge, device: path)
        // A pipe cannot be grabbed, so only the grab itself is left out.
        try await ReaderBench.with(
            [wedge],
            opener: { settings throws(ReaderDevice.Failure) in
                try ReaderDevice.open(settings.device, writes: false) { _ in }
            }
        ) { bench in
            await bench.ready()
            let events = [7, 3, 11, 11, 2, 28].flatMap { WedgeDecoderTests.stroke($0) }
            let bytes = WedgeDecoderTests.records(events)
            #expect(bytes.withUnsafeBytes { write(keys, $0.baseAddress, $0.count) } == bytes.count)
            #expect(await bench.card() == "62001")
        }
    }

    @Test func `shutdown is prompt, with and without readers`() async throws {
        let pty = try Pty.open()
        for readers in [[], [qr(pty.path), qr("/dev/labqueue-absent", id: "absent")]] {
            let group = ServiceGroup(
                services: [
                    CardReaders(
                        readers: readers, logger: Logger(label: "cards"), now: { Date() },
                        onRead: { _ in }, onState: { _, _ in })
                ], logger: Logger(label: "group"))
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { try await group.run() }
                await group.triggerGracefulShutdown()
                try await tasks.waitForAll()
            }
        }
    }
}
