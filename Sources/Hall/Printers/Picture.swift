import Pango

/// A picture in PNG, read by Cairo and freed when it goes out of scope.
struct Picture: ~Copyable {
    let surface: OpaquePointer
    /// In dots.
    let width: Double
    let height: Double

    static func read(_ png: [UInt8]) throws(PDFSurface.Failure) -> Picture {
        let source = Source(png)
        let surface = cairo_image_surface_create_from_png_stream(
            { box, room, count in
                guard let box, let room else { return CAIRO_STATUS_READ_ERROR }
                let source = Unmanaged<Source>.fromOpaque(box).takeUnretainedValue()
                return source.fill(UnsafeMutableBufferPointer(start: room, count: Int(count)))
            }, Unmanaged.passUnretained(source).toOpaque())
        guard let surface else { throw PDFSurface.Failure(reason: "no memory") }
        let picture = Picture(surface)  // from here every way out frees it
        let status = cairo_surface_status(surface)
        guard status == CAIRO_STATUS_SUCCESS, picture.width > 0, picture.height > 0 else {
            throw PDFSurface.Failure(reason: String(cString: cairo_status_to_string(status)))
        }
        return picture
    }

    private init(_ surface: OpaquePointer) {
        self.surface = surface
        width = Double(cairo_image_surface_get_width(surface))
        height = Double(cairo_image_surface_get_height(surface))
    }

    deinit { cairo_surface_destroy(surface) }

    /// Whether it lies; a page that stands has it turned, so that it comes out larger.
    var isWide: Bool { width > height }
    /// Height over width of the room it takes where it may be turned.
    var upright: Double { isWide ? width / height : height / width }

    /// Draws it upright, as large as a room of `width` by `height` allows, in the middle.
    func draw(on context: OpaquePointer, x: Double, y: Double, width: Double, height: Double) {
        let scale = min(
            width / (isWide ? self.height : self.width),
            height / (isWide ? self.width : self.height))
        cairo_save(context)
        cairo_translate(context, x + width / 2, y + height / 2)
        if isWide { cairo_rotate(context, .pi / 2) }
        cairo_scale(context, scale, scale)
        cairo_set_source_surface(context, surface, -self.width / 2, -self.height / 2)
        cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_BEST)
        cairo_paint(context)
        cairo_restore(context)
    }

    /// Where Cairo reads from.
    private final class Source {
        private let bytes: [UInt8]
        private var at = 0

        init(_ bytes: [UInt8]) { self.bytes = bytes }

        func fill(_ room: UnsafeMutableBufferPointer<UInt8>) -> cairo_status_t {
            guard bytes.count - at >= room.count else { return CAIRO_STATUS_READ_ERROR }
            _ = room.update(fromContentsOf: bytes[at..<at + room.count])
            at += room.count
            return CAIRO_STATUS_SUCCESS
        }
    }
}
