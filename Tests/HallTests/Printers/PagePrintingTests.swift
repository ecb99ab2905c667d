import Foundation
import Lab
import TestKit
import Testing

@testable import Hall

/// Bills through a real CUPS; one after the other, since its filters would take the processors
/// from those tests that hold a deadline.
@Suite(.serialized) struct PagePrintingTests {
    private let bill = Bill(number: "0000004711")

    @Test func `§1.3.6 a bill in PDF comes out of a page printer on its sheet`() async throws {
        let cups = try await Cupsd()
        let printer = try await IPPPrinter()
        try await cups.makeDriverlessQueue("bills", to: printer.uri)
        let room = Room([
            PrinterSettings(
                id: "B1", queue: "bills", server: cups.server, kind: .pdf, sheet: .a5)
        ])
        let file = try Bill.file(bill.pdf())
        #expect(await room.print(file, on: "B1") == .queued)
        #expect(try await room.end(of: file) == .printed)
        let page = try #require(try printer.pages().first)
        let text = try await Scanner.run("/usr/bin/pdftotext", ["-raw", page.path, "-"])
        #expect(text.contains("0000004711") && text.contains("128.50"))
        #expect(try await Scanner.codes(onPage: page) == bill.code)
        #expect(try await size(of: page) == [148, 210])
    }

    @Test(arguments: [PageSize.a4, .a5])
    func `§1.3.6 a bill's picture is laid on one sheet, turned so that it is large`(
        sheet: PageSize
    ) async throws {
        let cups = try await Cupsd()
        let printer = try await IPPPrinter()
        try await cups.makeDriverlessQueue("bills", to: printer.uri)
        let room = Room([
            PrinterSettings(
                id: "B1", queue: "bills", server: cups.server, kind: .pdf, sheet: sheet)
        ])
        let file = try Bill.file(bill.png())
        #expect(await room.print(file, on: "B1") == .queued)
        #expect(try await room.end(of: file) == .printed)
        let page = try #require(try printer.pages().first)
        #expect(try await Scanner.codes(onPage: page) == bill.code)
        #expect(try await size(of: page) == [sheet.width, sheet.height])
    }

    @Test func `§1.3.6 a bill's picture comes out of a roll printer as long as it needs`()
        async throws
    {
        let cups = try await Cupsd()
        let printer = try await IPPPrinter(paper: 80)
        try await cups.makeDriverlessQueue("roll", to: printer.uri)
        let room = Room([
            PrinterSettings(id: "B1", queue: "roll", server: cups.server, kind: .pdf)
        ])
        let file = try Bill.file(bill.png())
        #expect(await room.print(file, on: "B1") == .queued)
        #expect(try await room.end(of: file) == .printed)
        let page = try #require(try printer.pages().first)
        #expect(try await Scanner.codes(onPage: page) == bill.code)
        // 72 mm of 127 by 210, and 4 mm of white at both ends.
        let size = try await size(of: page)
        #expect(size[0] == 80 && abs(size[1] - 128) <= 1)
    }

    @Test(arguments: [58, 80])
    func `§1.3.6 a thermal head draws a bill's picture in dots that a scanner reads`(
        paper: Int
    ) async throws {
        let cups = try await Cupsd()
        let sink = try Sink()
        try cups.makeRawQueue("thermal", to: "socket://127.0.0.1:\(sink.port)")
        let room = Room([
            PrinterSettings(id: "B1", queue: "thermal", server: cups.server, paper: paper)
        ])
        let file = try Bill.file(bill.png())
        #expect(await room.print(file, on: "B1") == .queued)
        #expect(try await room.end(of: file) == .printed)
        let strip = try DotStrip(try #require(await sink.next()))
        #expect(strip.width == (paper == 58 ? 384 : 576))
        #expect(abs(strip.height - strip.width * 210 / 127) <= 8)
        let picture = try strip.picture()
        defer { try? FileManager.default.removeItem(at: picture) }
        #expect(try await Scanner.codes(in: picture) == bill.code)
    }

    @Test func `§1.3.6 where bills need a page printer, a ticket printer passes them on`()
        async throws
    {
        let cups = try await Cupsd()
        let sink = try Sink()
        let printer = try await IPPPrinter()
        try cups.makeRawQueue("thermal", to: "socket://127.0.0.1:\(sink.port)")
        try await cups.makeDriverlessQueue("bills", to: printer.uri)
        let ticketsOnly = PrinterSettings(
            id: "P1", queue: "thermal", server: cups.server, pages: false, fallback: "B1")
        let alone = Room([ticketsOnly])
        guard case .failed(let words) = await alone.print(try Bill.file(bill.png()), on: "P1")
        else {
            Issue.record("a printer for tickets took a bill")
            return
        }
        #expect(words.zh.contains("只打小票") && words.zh.contains("稍后可以再打印"))
        #expect(!words.zh.contains("号码"))
        let room = Room([
            ticketsOnly,
            PrinterSettings(
                id: "B1", queue: "bills", server: cups.server, kind: .pdf, sheet: .a5),
        ])
        let file = try Bill.file(bill.png(), id: "bill-2")
        #expect(await room.print(file, on: "P1") == .queued)
        #expect(try await room.end(of: file) == .printed)
        #expect(try printer.pages().count == 1)
        #expect(try cups.jobs(on: "thermal").isEmpty)
        // Tickets it prints as before.
        #expect(await room.print(.example(), on: "P1") == .queued)
        #expect(await sink.next() != nil)
    }

    @Test func `a ticket printer says that it prints no PDF, and a damaged picture is told`()
        async throws
    {
        let room = Room([PrinterSettings(id: "P1", queue: "thermal", server: "127.0.0.1:9")])
        guard case .failed(let words) = await room.print(try Bill.file(bill.pdf()), on: "P1")
        else {
            Issue.record("a ticket printer took a PDF")
            return
        }
        #expect(words.zh.contains("PDF") && words.en.contains("PDF"))
        var broken = try bill.png()
        for at in 200..<400 { broken[at] = 0 }
        guard case .failed(let why) = await room.print(try Bill.file(broken), on: "P1") else {
            Issue.record("a damaged picture went to a printer")
            return
        }
        #expect(why.zh.contains("损坏"))
    }

    @Test func `§1.3.6 without a printer bills are kept in a folder as they are`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "paper-\(UUID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        let room = Room([PrinterSettings(id: "B1", queue: folder.path, kind: .folder)])
        let (pdf, png) = try (bill.pdf(), bill.png())
        #expect(await room.print(try Bill.file(pdf), on: "B1") == .printed)
        #expect(await room.print(try Bill.file(png, id: "bill-2"), on: "B1") == .printed)
        let kept = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted {
            $0.suffix(3) < $1.suffix(3)
        }
        #expect(kept.map { $0.suffix(4) } == [".pdf", ".png"])
        #expect(kept.allSatisfy { $0.hasPrefix("einvoice-") })
        let bytes = try kept.map { Array(try Data(contentsOf: folder.appending(path: $0))) }
        #expect(bytes == [pdf, png])
    }

    @Test func `§1.3.6 a bill nobody could print in a minute is taken back, not left in the tray`()
        async throws
    {
        let cups = try await Cupsd(backends: ["roll": PaperRoll.script])
        let roll = PaperRoll(cups)
        try cups.makeRawQueue("thermal", to: roll.device)
        let room = Room(
            [PrinterSettings(id: "B1", queue: "thermal", server: cups.server)],
            doubt: .zero, pagesPatience: .milliseconds(700))
        let file = try Bill.file(bill.png())
        #expect(await room.print(file, on: "B1") == .queued)
        guard case .failed(let words) = try await room.end(of: file) else {
            Issue.record("it printed without paper")
            return
        }
        #expect(words.zh.contains("缺纸") && words.zh.contains("稍后可以再打印"))
        try await Patience.until("the job is cancelled") {
            try cups.administer("lpstat", "-o", "thermal").isEmpty
        }
        try roll.refill()
        // Paper is back, but CUPS learns of it only by printing.
        let again = try Bill.file(bill.png(), id: "bill-2")
        _ = await room.print(again, on: "B1")
        #expect(try await room.end(of: again) == .printed)
        #expect(try roll.printed().count == 1)
    }

    /// Whole millimetres, width and height.
    private func size(of page: URL) async throws -> [Int] {
        let facts = try await Scanner.run("/usr/bin/pdfinfo", [page.path])
        let found = try #require(facts.firstMatch(of: /Page size:\s+([0-9.]+) x ([0-9.]+)/))
        return [found.1, found.2].map { Int(((Double($0) ?? 0) / 72 * 25.4).rounded()) }
    }
}
