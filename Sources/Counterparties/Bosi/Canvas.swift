import Pango

/// A sheet being drawn, as PNG or PDF, kept in memory and freed when it goes out of scope.
///
/// Lengths are in points; a PNG has `scale` pixels a point.
struct Canvas: ~Copyable {
    let context: OpaquePointer
    private let surface: OpaquePointer
    private let sink: Sink
    private let isPDF: Bool

    enum Kind {
        case pdf
        case png(scale: Double)
    }

    /// Cairo's own words.
    struct Failure: Error, CustomStringConvertible {
        let reason: String
        var description: String { "cannot draw a bill: \(reason)" }
    }

    /// Where Cairo writes to.
    private final class Sink {
        var bytes: [UInt8] = []
    }

    static func open(_ kind: Kind, width: Double, height: Double) throws(Failure) -> Canvas {
        let sink = Sink()
        let surface: OpaquePointer?
        var isPDF = false
        var scale = 1.0
        switch kind {
        case .pdf:
            isPDF = true
            surface = cairo_pdf_surface_create_for_stream(
                write, Unmanaged.passUnretained(sink).toOpaque(), width, height)
        case .png(let pixels):
            scale = pixels
            surface = cairo_image_surface_create(
                CAIRO_FORMAT_RGB24, Int32(width * scale), Int32(height * scale))
        }
        guard let surface, let context = cairo_create(surface) else {
            throw Failure(reason: "no memory")
        }
        let canvas = Canvas(context: context, surface: surface, sink: sink, isPDF: isPDF)
        cairo_scale(context, scale, scale)
        cairo_set_source_rgb(context, 1, 1, 1)
        cairo_paint(context)
        canvas.ink(0, 0, 0)
        return canvas
    }

    private init(context: OpaquePointer, surface: OpaquePointer, sink: Sink, isPDF: Bool) {
        self.context = context
        self.surface = surface
        self.sink = sink
        self.isPDF = isPDF
    }

    deinit {
        cairo_destroy(context)
        cairo_surface_destroy(surface)
    }

    /// Ends the drawing and gives the whole file.
    consuming func finish() throws(Failure) -> [UInt8] {
        if isPDF {
            cairo_surface_finish(surface)
        } else {
            cairo_surface_flush(surface)
            _ = cairo_surface_write_to_png_stream(
                surface, Self.write, Unmanaged.passUnretained(sink).toOpaque())
        }
        for status in [cairo_status(context), cairo_surface_status(surface)]
        where status != CAIRO_STATUS_SUCCESS {
            throw Failure(reason: String(cString: cairo_status_to_string(status)))
        }
        return sink.bytes
    }

    private static let write: cairo_write_func_t = { sink, bytes, count in
        guard let sink, let bytes else { return CAIRO_STATUS_WRITE_ERROR }
        Unmanaged<Sink>.fromOpaque(sink).takeUnretainedValue().bytes
            .append(contentsOf: UnsafeBufferPointer(start: bytes, count: Int(count)))
        return CAIRO_STATUS_SUCCESS
    }

    /// What follows is drawn in this colour, each part from 0 to 1.
    func ink(_ red: Double, _ green: Double, _ blue: Double) {
        cairo_set_source_rgb(context, red, green, blue)
    }

    func fill(x: Double, y: Double, width: Double, height: Double) {
        cairo_rectangle(context, x, y, width, height)
        cairo_fill(context)
    }

    /// Writes one line with its left upper corner at `x` and `y`.
    func write(_ text: String, size: Double, x: Double, y: Double) {
        guard let layout = pango_cairo_create_layout(context) else { return }
        defer { g_object_unref(UnsafeMutableRawPointer(layout)) }
        let font = pango_font_description_new()
        defer { pango_font_description_free(font) }
        pango_font_description_set_family(font, "Noto Sans CJK SC")
        pango_font_description_set_absolute_size(font, size * Double(PANGO_SCALE))
        pango_layout_set_font_description(layout, font)
        pango_layout_set_text(layout, text, -1)
        cairo_move_to(context, x, y)
        pango_cairo_show_layout(context, layout)
    }
}
