import Foundation
import Testing

@testable import Hall

struct PrinterSettingsTests {
    private func decode(_ json: String) throws -> PrinterSettings {
        try JSONDecoder().decode(PrinterSettings.self, from: Data(json.utf8))
    }

    @Test func `one word is enough for a usual printer`() throws {
        #expect(try decode(#"{"id":"P1"}"#) == PrinterSettings(id: "P1", queue: "P1"))
    }

    @Test func `settings survive being written and read`() throws {
        let printer = PrinterSettings(
            id: "P2", queue: "laser", server: "print.hospital:631", kind: .pdf, paper: 58,
            fallback: "P1", cut: false, beep: true, options: ["media": "X58MMY160MM"])
        let written = try JSONEncoder().encode(printer)
        #expect(try JSONDecoder().decode(PrinterSettings.self, from: written) == printer)
    }

    @Test(arguments: [0, 57, 210])
    func `paper that is neither 58 nor 80 mm is refused by name`(paper: Int) throws {
        #expect {
            try decode(#"{"id":"P1","paper":\#(paper)}"#)
        } throws: { error in
            "\(error)".contains("printer P1 is \(paper) mm; use 58 or 80")
        }
    }

    @Test(arguments: [
        ("localhost:631", "localhost", 631), ("127.0.0.1:8631", "127.0.0.1", 8_631),
        ("print.hospital", "print.hospital", 631), ("[::1]:99", "::1", 99),
        ("/run/cups/cups.sock", "/run/cups/cups.sock", 631),
    ])
    func `a server is a host, a host and port, or a socket`(
        text: String, host: String, port: Int32
    ) {
        let server = CupsServer(text)
        #expect(server.host == host && server.port == port)
    }
}

struct PrinterReportTests {
    @Test(arguments: [
        (["none"], PrinterStatus.State.ready), (["media-empty-error"], .paperOut),
        (["media-empty-warning"], .paperOut), (["media-needed"], .paperOut),
        (["media-low-report", "toner-low-warning"], .ready), (["door-open-report"], .doorOpen),
        (["cover-open"], .doorOpen), (["offline-report"], .offline),
        (["door-open", "media-empty"], .paperOut),
    ])
    func `reasons of CUPS become what a person can mend`(
        reasons: [String], state: PrinterStatus.State
    ) {
        let report = PrinterReport(
            isStopped: false, isIdle: true, isAccepting: true, reasons: reasons)
        #expect(report.state == state)
        #expect((report.state.words == nil) == (state == .ready))
    }

    @Test func `a printer stopped for want of paper wants paper`() {
        let report = PrinterReport(
            isStopped: true, isIdle: false, isAccepting: true, reasons: ["media-empty-error"])
        #expect(report.state == .paperOut)
        let paused = PrinterReport(
            isStopped: true, isIdle: false, isAccepting: true, reasons: ["paused"])
        #expect(paused.state == .stopped)
    }
}
