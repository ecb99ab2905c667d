import Foundation
import Lab
import Logging
import TestKit
import Testing

@testable import Hall

/// Tickets through a real CUPS to a printer's network port.
struct PrintRoomTests {
    @Test func `§6.1 a ticket comes out of a thermal printer byte for byte`() async throws {
        let cups = try await Cupsd()
        let sink = try Sink()
        try cups.makeRawQueue("thermal", to: "socket://127.0.0.1:\(sink.port)")
        let printer = PrinterSettings(id: "P1", queue: "thermal", server: cups.server, paper: 58)
        let room = Room([printer])
        let slip = Slip.example()

        #expect(await room.print(slip, on: "P1") == .queued)
        #expect(try await room.end(of: slip) == .printed)

        let bytes = try #require(await sink.next())
        let layout = TicketLayout(slip, in: .hospital)
        #expect(bytes == EscPos.bytes(of: layout, paper: 58, cut: true, beep: false))
        let roll = try Roll(bytes)
        #expect(roll.code == slip.page)
        #expect(roll.lines.contains { $0.text.hasPrefix("单*明") })
    }

    @Test func `§6.1 CUPS is also reached over TCP`() async throws {
        let port = try Sink.freePort()
        let cups = try await Cupsd(port: port)
        let sink = try Sink()
        try cups.makeRawQueue("thermal", to: "socket://127.0.0.1:\(sink.port)")
        let room = Room([
            PrinterSettings(id: "P1", queue: "thermal", server: "127.0.0.1:\(port)")
        ])
        let slip = Slip.example()
        #expect(await room.print(slip, on: "P1") == .queued)
        #expect(try await room.end(of: slip) == .printed)
        #expect(await sink.next() != nil)
    }

    @Test(arguments: [58, 80])
    func `§6.1 a ticket comes out of a driverless printer as a page of the paper's width`(
        paper: Int
    ) async throws {
        let cups = try await Cupsd()
        let printer = try await IPPPrinter(paper: paper)
        try await cups.makeDriverlessQueue("driverless", to: printer.uri)
        let room = Room([
            PrinterSettings(
                id: "P1", queue: "driverless", server: cups.server, kind: .pdf, paper: paper)
        ])
        let slip = Slip.example()
        #expect(await room.print(slip, on: "P1") == .queued)
        #expect(try await room.end(of: slip) == .printed)

        let page = try #require(try printer.pages().first)
        let text = try Subprogram.run("/usr/bin/pdftotext", ["-raw", page.path, "-"])
        #expect(text.contains("A083") && text.contains("约等 15–25 分钟"))
        let facts = try Subprogram.run("/usr/bin/pdfinfo", [page.path])
        let points = try #require(facts.firstMatch(of: /Page size:\s+([0-9.]+) x/)?.1)
        let width = try #require(Double(points)) / 72 * 25.4
        #expect(abs(width - Double(paper)) < 1)
        let stem = page.deletingPathExtension().path
        try Subprogram.run(
            "/usr/bin/pdftoppm", ["-r", "203", "-mono", "-singlefile", page.path, stem])
        let read = try Subprogram.run(
            "/usr/bin/zbarimg", ["--nodbus", "--quiet", "--raw", stem + ".pbm"])
        #expect(read.trimmingCharacters(in: .whitespacesAndNewlines) == slip.page)
    }

    @Test func `§6.1 without a printer pages are kept in a folder`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "paper-\(UUID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        let room = Room([PrinterSettings(id: "P1", queue: folder.path, kind: .folder)])
        #expect(await room.print(.example(), on: "P1") == .printed)
        let pages = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(pages.count == 1)
        #expect(pages.allSatisfy { $0.hasPrefix("A083-") && $0.hasSuffix(".pdf") })
    }

    @Test func `a printer nobody named is a clear answer`() async throws {
        let room = Room([])
        guard case .failed(let words) = await room.print(.example(), on: "P9") else {
            Issue.record("a ticket went to a printer that does not exist")
            return
        }
        #expect(words.zh.contains("P9") && words.en.contains("P9"))
    }

    @Test func `one look tells how every printer is`() async throws {
        let cups = try await Cupsd()
        try cups.makeRawQueue("thermal", to: "socket://127.0.0.1:9")
        try cups.makeRawQueue("paused", to: "socket://127.0.0.1:9")
        try cups.administer("cupsdisable", "paused")
        let folder = FileManager.default.temporaryDirectory.appending(path: "paper-\(UUID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        let nobody = try Sink.freePort()
        let room = PrintRoom(
            printers: [
                PrinterSettings(id: "P1", queue: "thermal", server: cups.server),
                PrinterSettings(id: "P2", queue: "paused", server: cups.server),
                PrinterSettings(id: "P3", queue: "forgotten", server: cups.server),
                PrinterSettings(id: "P4", queue: "thermal", server: "127.0.0.1:\(nobody)"),
                PrinterSettings(id: "P5", queue: folder.path, kind: .folder),
            ], logger: Logger(label: "printers"))
        let seen = await room.inspect()
        #expect(seen.map(\.id) == ["P1", "P2", "P3", "P4", "P5"])
        #expect(seen.map(\.state) == [.ready, .stopped, .unreachable, .unreachable, .ready])
        #expect(seen.allSatisfy { ($0.words == nil) == ($0.state == .ready) })
    }

    @Test func `§6.1 forty tickets at once come out once each`() async throws {
        let cups = try await Cupsd()
        let sink = try Sink()
        try cups.makeRawQueue("thermal", to: "socket://127.0.0.1:\(sink.port)")
        // Forty wait for one CUPS; how long they may is not asked here.
        let room = Room(
            [PrinterSettings(id: "P1", queue: "thermal", server: cups.server)],
            deadline: .seconds(20))
        let labels = (100..<140).map { "A\($0)" }
        await withTaskGroup(of: Void.self) { group in
            for label in labels {
                group.addTask {
                    let state = await room.print(.example(id: label, label: label), on: "P1")
                    #expect(state == .queued)
                }
            }
        }
        var printed: [String] = []
        while printed.count < labels.count, let page = await sink.next() {
            printed.append(try Roll(page).lines[1].text)
        }
        #expect(printed.sorted() == labels)
        for label in labels {
            #expect(try await room.end(of: .example(id: label)) == .printed)
        }
        #expect(try cups.jobs(on: "thermal").count == labels.count)
    }
}
