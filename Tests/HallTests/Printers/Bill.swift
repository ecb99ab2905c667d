import Foundation
import Pango
import TestKit

@testable import Hall

/// A bill as a platform gives it: a page that lies, with a number and a QR code, PDF and PNG.
struct Bill {
    let number: String
    /// What the QR code says.
    var code: String { "01,10,35060125,\(number),128.50,20261122,A1B2C3" }

    /// 210 by 127 mm, as these bills are.
    func pdf() throws -> [UInt8] {
        let (width, height) = (210 * PaperMeasures.millimetre, 127 * PaperMeasures.millimetre)
        let surface = try PDFSurface.open(title: "Bill", width: width, height: height)
        cairo_set_source_rgb(surface.context, 1, 1, 1)
        cairo_paint(surface.context)
        cairo_set_source_rgb(surface.context, 0, 0, 0)
        TextBlock("医疗门诊收费票据（电子）", size: 22, isBold: true, width: width)?
            .draw(on: surface, x: 0, y: 20)
        TextBlock("票据号码 \(number)  金额合计 ¥128.50", size: 14, width: width)?
            .draw(on: surface, x: 0, y: 60)
        if let modules = QRModules(code) {
            let side = 3.0
            for row in 0..<modules.width {
                for column in 0..<modules.width where modules[row, column] {
                    cairo_rectangle(
                        surface.context, 240 + Double(column) * side, 110 + Double(row) * side,
                        side, side)
                }
            }
            cairo_fill(surface.context)
        }
        return try surface.finish()
    }

    /// The same at 150 dots an inch, as platforms draw pictures.
    func png() throws -> [UInt8] {
        let stem = FileManager.default.temporaryDirectory.appending(path: "bill-\(UUID())").path
        defer {
            try? FileManager.default.removeItem(atPath: stem + ".pdf")
            try? FileManager.default.removeItem(atPath: stem + ".png")
        }
        try Data(pdf()).write(to: URL(filePath: stem + ".pdf"))
        try Subprogram.run(
            "/usr/bin/pdftoppm", ["-r", "150", "-png", "-singlefile", stem + ".pdf", stem])
        return Array(try Data(contentsOf: URL(filePath: stem + ".png")))
    }

    static func file(_ bytes: [UInt8], id: String = "bill-1") throws -> PageFile {
        try PageFile(id: id, title: "einvoice", bytes: bytes)
    }
}

/// Reading back what came out.
enum Scanner {
    /// What the QR codes of a picture say.
    static func codes(in picture: URL) throws -> String {
        try Subprogram.run("/usr/bin/zbarimg", ["--nodbus", "--quiet", "--raw", picture.path])
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// What the QR codes of a page in PDF say, looked at with `dots` to the inch.
    static func codes(onPage page: URL, dots: Int = 203) throws -> String {
        let stem = page.deletingPathExtension().path + "-seen"
        try Subprogram.run(
            "/usr/bin/pdftoppm", ["-r", "\(dots)", "-gray", "-singlefile", page.path, stem])
        return try codes(in: URL(filePath: stem + ".pgm"))
    }
}
