import Pango

/// A page being drawn in PDF, kept in memory, closed and freed when it goes out of scope.
///
/// Lengths are in points.
struct PDFSurface: ~Copyable {
    let context: OpaquePointer
    private let surface: OpaquePointer
    private let sink: Sink

    /// Opens a page, or throws where Cairo has no memory for one.
    static func open(title: String, width: Double, height: Double) throws(Failure) -> PDFSurface {
        let sink = Sink()
        let surface = cairo_pdf_surface_create_for_stream(
            { sink, bytes, count in
                guard let sink, let bytes else { return CAIRO_STATUS_WRITE_ERROR }
                Unmanaged<Sink>.fromOpaque(sink).takeUnretainedValue().bytes
                    .append(contentsOf: UnsafeBufferPointer(start: bytes, count: Int(count)))
                return CAIRO_STATUS_SUCCESS
            }, Unmanaged.passUnretained(sink).toOpaque(), width, height)
        guard let surface, let context = cairo_create(surface) else {
            throw Failure(reason: "no memory")
        }
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
        return PDFSurface(context: context, surface: surface, sink: sink)
    }

    private init(context: OpaquePointer, surface: OpaquePointer, sink: Sink) {
        self.context = context
        self.surface = surface
        self.sink = sink
    }

    /// Ends the page and gives the whole document.
    consuming func finish() throws(Failure) -> [UInt8] {
        cairo_surface_finish(surface)
        for status in [cairo_status(context), cairo_surface_status(surface)]
        where status != CAIRO_STATUS_SUCCESS {
            throw Failure(reason: String(cString: cairo_status_to_string(status)))
        }
        return sink.bytes
    }

    deinit {
        cairo_destroy(context)
        cairo_surface_destroy(surface)
    }

    /// Cairo's own words.
    struct Failure: Error, CustomStringConvertible {
        let reason: String
        var description: String { "cannot draw a page in PDF: \(reason)" }
    }

    /// Where Cairo writes to.
    private final class Sink {
        var bytes: [UInt8] = []
    }
}
