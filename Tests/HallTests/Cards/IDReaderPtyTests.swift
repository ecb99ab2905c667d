import Foundation
import Lab
import Testing

@testable import Hall

/// ID-card readers on real ptys, from the wire to the swipe.
@Suite(.timeLimit(.minutes(2)))
struct IDReaderPtyTests {
    typealias Script = SDTDecoderTests.Reader

    private func settings(_ link: DeviceLink) -> ReaderSettings {
        ReaderSettings(id: "id", kiosk: "K1", kind: .idCard, device: link.path)
    }

    /// One card, laid once; then none.
    private func once(_ reader: Script) -> @Sendable ([UInt8], Int) -> [UInt8] {
        { request, count in
            let found = request == SDTFrame.Request.find.bytes && count > 1
            return found ? Script.status(0x80) : reader.answer(to: request)
        }
    }

    @Test(arguments: IDBlock.all)
    func `§6.1 a card of each kind laid on the reader is a swipe`(block: IDBlock) async throws {
        let reader = try ScriptedReader(once(Script(block)))
        try await ReaderBench.with([settings(reader.link)]) { bench in
            let number = try IDText(block.bytes).document().number
            #expect(await bench.card() == number)
        }
    }

    @Test func `§6.1 a card that stays is one swipe, and the log has no number and no name`()
        async throws
    {
        let resident = Script(.r1)
        let other = Script(.j1)
        let reader = try ScriptedReader { request, count in
            // The first card is found three times, then another is laid.
            (request == SDTFrame.Request.read.bytes && count > 3 ? other : resident)
                .answer(to: request)
        }
        try await ReaderBench.with([settings(reader.link)]) { bench in
            #expect(await bench.card() == "350102199003070012")
            #expect(await bench.card() == "810000199001010019")
            #expect(bench.journal.text.contains("35…12"))
            for secret in ["350102199003070012", "0199", "张三", "测试路", "陈大文"] {
                #expect(!bench.journal.text.contains(secret))
            }
        }
    }

    @Test(arguments: [0, 4, 7, 200, 1294])
    func `§6.1 a reply cut off is told to the patient, and the card laid again is read`(cut: Int)
        async throws
    {
        let whole = Script()
        let reader = try ScriptedReader { request, count in
            let answer = whole.answer(to: request)
            let isFirstRead = request == SDTFrame.Request.read.bytes && count == 1
            return isFirstRead ? Array(answer.prefix(cut)) : answer
        }
        // A slow machine may miss more than the first answer in so little time; it tries again.
        try await ReaderBench.with([settings(reader.link)], timing: .hasty) { bench in
            #expect(await bench.misread() != nil)
            #expect(await bench.card() == "350102199003070012")
        }
    }

    @Test func `§6.1 noise, a wrong checksum and two frames at once do no harm`() async throws {
        let whole = Script()
        let reader = try ScriptedReader { request, count in
            var answer = whole.answer(to: request)
            if request == SDTFrame.Request.read.bytes, count == 1 { answer[500] ^= 0x40 }
            if request == SDTFrame.Request.find.bytes { answer = [0xAA, 0x00] + answer + answer }
            return [0xFF, 0xAA, 0xAA, 0xAA] + answer
        }
        try await ReaderBench.with([settings(reader.link)]) { bench in
            #expect(await bench.misread() != nil)
            #expect(await bench.card() == "350102199003070012")
        }
    }

    @Test(arguments: [0x24, 0x31, 0x32, 0x33, 0x40, 0x41, 0x47, 0x81, 0x91] as [UInt8])
    func `§6.1 each refusal of a card has words for the patient`(code: UInt8) async throws {
        let whole = Script()
        let reader = try ScriptedReader { request, count in
            let refused = request == SDTFrame.Request.select.bytes && count == 1
            return refused ? Script.status(code) : whole.answer(to: request)
        }
        try await ReaderBench.with([settings(reader.link)]) { bench in
            let words = try #require(await bench.misread())
            #expect(words.zh.contains("请拿起后重新放置"))
            #expect(words.en.contains("Lift it"))
            #expect(await bench.card() == "350102199003070012")
        }
    }

    @Test(arguments: [0x10, 0x11, 0x21, 0x60, 0x66, 0x77] as [UInt8])
    func `§6.1 a reader that is ill is lost, and ready when it is well`(code: UInt8) async throws {
        let whole = Script()
        let reader = try ScriptedReader { request, count in
            let isFind = request == SDTFrame.Request.find.bytes
            return isFind && count <= 3 ? Script.status(code) : whole.answer(to: request)
        }
        try await ReaderBench.with([settings(reader.link)]) { bench in
            #expect(await bench.lost() != nil)
            await bench.ready()
            #expect(await bench.card() == "350102199003070012")
        }
    }

    @Test func `§6.1 a reader that says nothing is lost, and ready when it speaks`() async throws {
        let whole = Script()
        let reader = try ScriptedReader { request, count in
            count <= 3 ? [] : whole.answer(to: request)
        }
        try await ReaderBench.with([settings(reader.link)], timing: .hasty) { bench in
            let words = try #require(await bench.lost())
            #expect(words.zh.contains("没有应答"))
            await bench.ready()
        }
    }

    @Test func `§6.1 a card pulled between select and read is no swipe`() async throws {
        let whole = Script()
        let reader = try ScriptedReader { request, count in
            switch request {
            case SDTFrame.Request.read.bytes where count == 1: Script.status(0x41)
            case SDTFrame.Request.find.bytes where count == 2: Script.status(0x80)
            default: whole.answer(to: request)
            }
        }
        try await ReaderBench.with([settings(reader.link)]) { bench in
            let told = await bench.until(\.isMisread)
            #expect(!told.contains { $0.isRead })
            #expect(await bench.card() == "350102199003070012")
        }
    }

    @Test func `§6.1 unplugged in the middle of a card and plugged in again, it reads on`()
        async throws
    {
        let link = DeviceLink()
        let whole = Script()
        let first = try ScriptedReader(link: link) { request, _ in
            Array(whole.answer(to: request).prefix(900))
        }
        try await ReaderBench.with([settings(link)]) { bench in
            await bench.ready()
            first.unplug()
            let words = try #require(await bench.lost())
            #expect(words.zh.contains(link.path))
            let second = try ScriptedReader(link: link, once(Script(.r2)))
            await bench.ready()
            #expect(await bench.card() == "11010519491231002X")
            withExtendedLifetime(second) {}
        }
    }

    @Test func `a reader is ready for the check when it answers, and lost when it does not`() throws
    {
        let well = try ScriptedReader { _, _ in Script.status(0x90) }
        let ill = try ScriptedReader { _, _ in Script.status(0x66) }
        let mute = try ScriptedReader { _, _ in [] }
        #expect(settings(well.link).probe() == .ready)
        for (link, word) in [(ill.link, "未授权"), (mute.link, "没有应答"), (DeviceLink(), "请检查插头")] {
            guard case .lost(let words) = settings(link).probe() else {
                Issue.record("ready without an answer")
                continue
            }
            #expect(words.zh.contains(word))
        }
    }
}
