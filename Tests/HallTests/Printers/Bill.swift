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
        drawCode(on: surface.context)
        return try surface.finish()
    }

    /// The same size at 150 dots an inch, as platforms draw pictures; its number and its code.
    func png() throws -> [UInt8] {
        let (width, height) = (1_241, 750)
        guard
            let surface = cairo_image_surface_create(
                CAIRO_FORMAT_RGB24, Int32(width), Int32(height)),
            let context = cairo_create(surface)
        else { throw PDFSurface.Failure(reason: "no memory") }
        defer {
            cairo_destroy(context)
            cairo_surface_destroy(surface)
        }
        cairo_set_source_rgb(context, 1, 1, 1)
        cairo_paint(context)
        cairo_set_source_rgb(context, 0, 0, 0)
        cairo_scale(context, 150.0 / 72, 150.0 / 72)
        cairo_set_font_size(context, 14)
        cairo_move_to(context, 40, 60)
        cairo_show_text(context, "No. \(number)  128.50")
        drawCode(on: context)
        let box = Box()
        let status = cairo_surface_write_to_png_stream(
            surface,
            { box, bytes, count in
                guard let box, let bytes else { return CAIRO_STATUS_WRITE_ERROR }
                Unmanaged<Box>.fromOpaque(box).takeUnretainedValue().bytes
                    .append(contentsOf: UnsafeBufferPointer(start: bytes, count: Int(count)))
                return CAIRO_STATUS_SUCCESS
            }, Unmanaged.passUnretained(box).toOpaque())
        guard status == CAIRO_STATUS_SUCCESS else {
            throw PDFSurface.Failure(reason: String(cString: cairo_status_to_string(status)))
        }
        return box.bytes
    }

    private final class Box {
        var bytes: [UInt8] = []
    }

    private func drawCode(on context: OpaquePointer) {
        guard let modules = QRModules(code) else { return }
        let side = 3.0
        for row in 0..<modules.width {
            for column in 0..<modules.width where modules[row, column] {
                cairo_rectangle(
                    context, 240 + Double(column) * side, 110 + Double(row) * side, side, side)
            }
        }
        cairo_fill(context)
    }

    static func file(_ bytes: [UInt8], id: String = "bill-1") throws -> PageFile {
        try PageFile(id: id, title: "einvoice", bytes: bytes)
    }
}

/// Reading back what came out, away from the threads that tests share.
enum Scanner {
    /// What the QR codes of a picture say.
    static func codes(in picture: URL) async throws -> String {
        try await run("/usr/bin/zbarimg", ["--nodbus", "--quiet", "--raw", picture.path])
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// What the QR codes of a page in PDF say, looked at with `dots` to the inch.
    static func codes(onPage page: URL, dots: Int = 203) async throws -> String {
        let stem = page.deletingPathExtension().path + "-seen"
        _ = try await run(
            "/usr/bin/pdftoppm", ["-r", "\(dots)", "-gray", "-singlefile", page.path, stem])
        return try await codes(in: URL(filePath: stem + ".pgm"))
    }

    static func run(_ program: String, _ arguments: [String]) async throws -> String {
        try await withCheckedThrowingContinuation { done in
            DispatchQueue.global().async {
                done.resume(with: Result { try Subprogram.run(program, arguments) })
            }
        }
    }
}
