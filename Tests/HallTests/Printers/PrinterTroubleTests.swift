import Foundation
import Lab
import TestKit
import Testing

@testable import Hall

/// What goes wrong with printers at 07:30, each with a real CUPS.
struct PrinterTroubleTests {
    @Test func `§6.1 a printer out of paper says so, and prints when it has paper`() async throws {
        let cups = try await Cupsd(backends: ["roll": PaperRoll.script])
        let roll = PaperRoll(cups)
        try cups.makeRawQueue("thermal", to: roll.device)
        let room = Room([PrinterSettings(id: "P1", queue: "thermal", server: cups.server)])
        let first = Slip.example(id: "first")
        let second = Slip.example(id: "second", label: "A084")

        // It notices only when it wants to print.
        #expect(await room.print(first, on: "P1") == .queued)
        try await room.wait(for: .paperOut, of: "P1")
        guard case .waiting(let words) = await room.print(second, on: "P1") else {
            Issue.record("a printer without paper passed for well")
            return
        }
        #expect(words.zh.contains("缺纸") && words.zh.contains("号码"))
        #expect(words.en.contains("out of paper"))

        try roll.refill()
        #expect(try await room.end(of: first) == .printed)
        #expect(try await room.end(of: second) == .printed)
        try await room.wait(for: .ready, of: "P1")
        let labels = try roll.printed().map { try Roll($0).lines[1].text }
        #expect(labels.sorted() == ["A083", "A084"])
    }

    @Test func `§6.1 a ticket stuck in a printer without paper moves to the fallback, once`()
        async throws
    {
        let cups = try await Cupsd(backends: ["roll": PaperRoll.script])
        let roll = PaperRoll(cups)
        let sink = try Sink()
        try cups.makeRawQueue("thermal", to: roll.device)
        try cups.makeRawQueue("spare", to: "socket://127.0.0.1:\(sink.port)")
        let room = Room(
            [
                PrinterSettings(id: "P1", queue: "thermal", server: cups.server, fallback: "P2"),
                PrinterSettings(id: "P2", queue: "spare", server: cups.server),
            ], doubt: .zero)
        let slip = Slip.example()
        #expect(await room.print(slip, on: "P1") == .queued)
        #expect(try await room.end(of: slip) == .printed)
        let page = try #require(await sink.next())
        #expect(try Roll(page).lines[1].text == "A083")

        // CUPS still calls P1 out of paper, as nobody has looked; a ticket is risked on it.
        try roll.refill()
        let next = Slip.example(id: "next", label: "A084")
        guard case .waiting = await room.print(next, on: "P1") else {
            Issue.record("P1 was not tried again")
            return
        }
        #expect(try await room.end(of: next) == .printed)
        try await room.wait(for: .ready, of: "P1")
        // Nothing was printed twice.
        #expect(try roll.printed().map { try Roll($0).lines[1].text } == ["A084"])
        #expect(try cups.jobs(on: "spare").count == 1)
    }

    @Test func `§6.1 while a printer is out of paper, tickets go straight to the fallback`()
        async throws
    {
        let cups = try await Cupsd(backends: ["roll": PaperRoll.script])
        let sink = try Sink()
        try cups.makeRawQueue("thermal", to: PaperRoll(cups).device)
        try cups.makeRawQueue("spare", to: "socket://127.0.0.1:\(sink.port)")
        let room = Room([
            PrinterSettings(id: "P1", queue: "thermal", server: cups.server, fallback: "P2"),
            PrinterSettings(id: "P2", queue: "spare", server: cups.server),
        ])
        _ = await room.print(.example(), on: "P1")
        try await room.wait(for: .paperOut, of: "P1")
        let next = Slip.example(id: "next", label: "A084")
        #expect(await room.print(next, on: "P1") == .queued)
        #expect(try await room.end(of: next) == .printed)
        #expect(try cups.jobs(on: "thermal").count == 1)
    }

    @Test func `§6.1 a stopped printer keeps the ticket and says so, then prints it`()
        async throws
    {
        let cups = try await Cupsd()
        let sink = try Sink()
        try cups.makeRawQueue("thermal", to: "socket://127.0.0.1:\(sink.port)")
        try cups.administer("cupsdisable", "thermal")
        let room = Room([PrinterSettings(id: "P1", queue: "thermal", server: cups.server)])
        let slip = Slip.example()
        guard case .waiting(let words) = await room.print(slip, on: "P1") else {
            Issue.record("a stopped printer passed for well")
            return
        }
        #expect(words.zh.contains("停用"))
        try await room.wait(for: .stopped, of: "P1")
        try cups.administer("cupsenable", "thermal")
        #expect(try await room.end(of: slip) == .printed)
        #expect(await sink.next() != nil)
    }

    @Test func `§6.1 a ticket nobody can print is given up, and is not printed hours later`()
        async throws
    {
        let cups = try await Cupsd()
        let sink = try Sink()
        try cups.makeRawQueue("thermal", to: "socket://127.0.0.1:\(sink.port)")
        try cups.administer("cupsdisable", "thermal")
        let room = Room(
            [PrinterSettings(id: "P1", queue: "thermal", server: cups.server)],
            patience: .milliseconds(500))
        let late = Slip.example(id: "late")
        _ = await room.print(late, on: "P1")
        guard case .failed = try await room.end(of: late) else {
            Issue.record("it printed on a stopped printer")
            return
        }
        try await Patience.until("the job is cancelled") {
            try cups.administer("lpstat", "-o", "thermal").isEmpty
        }
        try cups.administer("cupsenable", "thermal")
        try await room.wait(for: .ready, of: "P1")
        let next = Slip.example(id: "next", label: "A084")
        #expect(await room.print(next, on: "P1") == .queued)
        #expect(try Roll(try #require(await sink.next())).lines[1].text == "A084")
    }

    @Test func `§6.1 a queue that takes no jobs is refused at once, and the fallback prints`()
        async throws
    {
        let cups = try await Cupsd()
        let sink = try Sink()
        try cups.makeRawQueue("thermal", to: "socket://127.0.0.1:\(sink.port)")
        try cups.makeRawQueue("spare", to: "socket://127.0.0.1:\(sink.port)")
        try cups.administer("cupsreject", "thermal")
        let alone = Room([PrinterSettings(id: "P1", queue: "thermal", server: cups.server)])
        guard case .failed(let words) = await alone.print(.example(), on: "P1") else {
            Issue.record("a queue that takes no jobs took one")
            return
        }
        #expect(words.zh.contains("号码") && words.en.contains("number on the screen"))
        let room = Room([
            PrinterSettings(id: "P1", queue: "thermal", server: cups.server, fallback: "P2"),
            PrinterSettings(id: "P2", queue: "spare", server: cups.server),
        ])
        let slip = Slip.example(id: "again")
        #expect(await room.print(slip, on: "P1") == .queued)
        #expect(try await room.end(of: slip) == .printed)
        #expect(try cups.jobs(on: "spare").count == 1)
        #expect(try cups.jobs(on: "thermal").isEmpty)
    }

    @Test func `§6.1 a dead CUPS delays nobody, and its tickets are printed when it is back`()
        async throws
    {
        let cups = try await Cupsd()
        let sink = try Sink()
        try cups.makeRawQueue("thermal", to: "socket://127.0.0.1:\(sink.port)")
        let room = Room([PrinterSettings(id: "P1", queue: "thermal", server: cups.server)])
        try await room.wait(for: .ready, of: "P1")
        cups.stop()
        let slip = Slip.example()
        let start = ContinuousClock.now
        guard case .waiting(let words) = await room.print(slip, on: "P1") else {
            Issue.record("a dead CUPS took a ticket")
            return
        }
        #expect(start.duration(to: .now) < .seconds(4))
        #expect(words.zh.contains("打印服务") && words.en.contains("print service"))
        try await room.wait(for: .unreachable, of: "P1")
        try await cups.start()
        #expect(try await room.end(of: slip) == .printed)
        #expect(await sink.next() != nil)
        #expect(try cups.jobs(on: "thermal").count == 1)
    }

    @Test func `§6.1 a CUPS that accepts and never answers costs at most the deadline`()
        async throws
    {
        let deaf = try Sink(isDeaf: true)
        let cups = try await Cupsd()
        let sink = try Sink()
        try cups.makeRawQueue("spare", to: "socket://127.0.0.1:\(sink.port)")
        let room = Room([
            PrinterSettings(
                id: "P1", queue: "thermal", server: "127.0.0.1:\(deaf.port)", fallback: "P2"),
            PrinterSettings(id: "P2", queue: "spare", server: cups.server),
        ])
        let slip = Slip.example()
        let start = ContinuousClock.now
        #expect(await room.print(slip, on: "P1") == .queued)
        #expect(start.duration(to: .now) < .seconds(4))
        #expect(try await room.end(of: slip) == .printed)
        try await room.wait(for: .unreachable, of: "P1")
    }

    @Test func `§6.1 a printer that is switched off says that it does not answer`() async throws {
        let cups = try await Cupsd()
        let port = try Sink.freePort()
        try cups.makeRawQueue("thermal", to: "socket://127.0.0.1:\(port)")
        let room = Room([PrinterSettings(id: "P1", queue: "thermal", server: cups.server)])
        #expect(await room.print(.example(), on: "P1") == .queued)
        try await room.wait(for: .offline, of: "P1")
        guard case .waiting(let words) = await room.print(.example(id: "next"), on: "P1") else {
            Issue.record("a printer that is off passed for well")
            return
        }
        #expect(words.zh.contains("电源"))
    }

    @Test func `§6.1 a cancelled job is told as such`() async throws {
        let cups = try await Cupsd(backends: ["roll": PaperRoll.script])
        let roll = PaperRoll(cups)
        try cups.makeRawQueue("thermal", to: roll.device)
        let room = Room([PrinterSettings(id: "P1", queue: "thermal", server: cups.server)])
        let slip = Slip.example()
        #expect(await room.print(slip, on: "P1") == .queued)
        try cups.administer("cancel", "-a", "thermal")
        guard case .failed(let words) = try await room.end(of: slip) else {
            Issue.record("a cancelled job passed for printed")
            return
        }
        #expect(words.zh.contains("取消"))
        #expect(try roll.printed().isEmpty)
    }

    @Test func `§6.1 a job the printer gave up on is sent again, and comes out once`() async throws
    {
        let cups = try await Cupsd(backends: ["roll": PaperRoll.flaky])
        let roll = PaperRoll(cups)
        try cups.makeRawQueue("thermal", to: roll.device)
        try cups.administer(
            "lpadmin", "-p", "thermal", "-o", "printer-error-policy=abort-job")
        let room = Room([PrinterSettings(id: "P1", queue: "thermal", server: cups.server)])
        let slip = Slip.example()
        #expect(await room.print(slip, on: "P1") == .queued)
        #expect(try await room.end(of: slip) == .printed)
        #expect(try roll.printed().count == 1)
        #expect(try cups.jobs(on: "thermal").count == 3)
    }

    @Test func `§6.1 a printer that fails every time hands over to its fallback`() async throws {
        let cups = try await Cupsd(backends: ["roll": "#!/bin/sh\nexit 1\n"])
        let sink = try Sink()
        try cups.makeRawQueue("thermal", to: PaperRoll(cups).device)
        try cups.makeRawQueue("spare", to: "socket://127.0.0.1:\(sink.port)")
        try cups.administer(
            "lpadmin", "-p", "thermal", "-o", "printer-error-policy=abort-job")
        let alone = Room([PrinterSettings(id: "P1", queue: "thermal", server: cups.server)])
        let first = Slip.example(id: "first")
        _ = await alone.print(first, on: "P1")
        guard case .failed = try await alone.end(of: first) else {
            Issue.record("it printed on a broken printer")
            return
        }
        let room = Room([
            PrinterSettings(id: "P1", queue: "thermal", server: cups.server, fallback: "P2"),
            PrinterSettings(id: "P2", queue: "spare", server: cups.server),
        ])
        let slip = Slip.example()
        _ = await room.print(slip, on: "P1")
        #expect(try await room.end(of: slip) == .printed)
        #expect(await sink.next() != nil)
        #expect(try cups.jobs(on: "spare").count == 1)
    }

    @Test func `§6.1 a dead CUPS that stays dead ends in a clear answer`() async throws {
        let nobody = try Sink.freePort()
        let room = Room(
            [PrinterSettings(id: "P1", queue: "thermal", server: "127.0.0.1:\(nobody)")],
            patience: .milliseconds(400))
        let slip = Slip.example()
        guard case .waiting = await room.print(slip, on: "P1") else {
            Issue.record("nobody took a ticket")
            return
        }
        guard case .failed(let words) = try await room.end(of: slip) else {
            Issue.record("nobody printed a ticket")
            return
        }
        #expect(words.zh.contains("打印服务") && words.zh.contains("号码"))
    }
}
