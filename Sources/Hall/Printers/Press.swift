import Foundation
import Lab

/// Sets papers in the language of the printer that is to print them.
struct Press: Sendable {
    /// The hospital's, for the time on the ticket.
    let timeZone: TimeZone

    static let raw = "application/vnd.cups-raw"
    static let pdf = "application/pdf"

    /// A printer that never prints this paper, however well it is.
    struct Misfit: Error {
        let words: Words
    }

    /// `paper` in the language of `printer`.
    @concurrent
    func document(of paper: Paper, for printer: PrinterSettings) async throws -> Spooler.Document {
        switch paper {
        case .ticket(let slip): try ticket(slip, for: printer)
        case .pages(let file): try pages(file, for: printer)
        }
    }

    private func ticket(_ slip: Slip, for printer: PrinterSettings) throws -> Spooler.Document {
        let layout = TicketLayout(slip, in: timeZone)
        switch printer.kind {
        case .escpos:
            let bytes = EscPos.bytes(
                of: layout, paper: printer.paper, cut: printer.cut, beep: printer.beep)
            return Spooler.Document(
                title: slip.label, format: Self.raw, bytes: bytes, options: printer.options)
        case .pdf, .folder:
            let page = try TicketPage(layout, paper: printer.paper)
            // The page has the paper's width already; a driver must not fit it to A4.
            let size = "custom_ticket_\(printer.paper)x\(page.height)mm"
            let options = ["media": size, "print-scaling": "none"]
            return Spooler.Document(
                title: slip.label, format: Self.pdf, bytes: page.bytes,
                options: options.merging(printer.options) { $1 })
        }
    }

    /// Writes the page into `folder`, making the folder where it is missing.
    @concurrent
    func file(_ document: Spooler.Document, in folder: String) async throws {
        let folder = URL(filePath: folder, directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let ending = document.format == Self.png ? "png" : "pdf"
        let name = "\(document.title)-\(UUID().uuidString.prefix(8)).\(ending)"
        try Data(document.bytes).write(to: folder.appending(path: name), options: .atomic)
    }

    /// Whether `folder` takes pages; makes it where it is missing.
    func canFile(in folder: String) -> Bool {
        let files = FileManager.default
        do {
            try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            return false
        }
        return files.isWritableFile(atPath: folder)
    }
}
