import Foundation

/// Sets tickets: one layout, printed as ESC/POS bytes or as a page in PDF.
struct TicketPress: Sendable {
    /// The hospital's, for the time on the ticket.
    let timeZone: TimeZone

    static let raw = "application/vnd.cups-raw"
    static let pdf = "application/pdf"

    /// The ticket in the language of `printer`.
    @concurrent
    func document(of slip: Slip, for printer: PrinterSettings) async throws -> Spooler.Document {
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
        let name = "\(document.title)-\(UUID().uuidString.prefix(8)).pdf"
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
