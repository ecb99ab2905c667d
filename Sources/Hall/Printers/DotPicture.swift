import Pango

/// A picture in the black dots of a thermal head.
struct DotPicture: Sendable {
    /// Bytes in a row, eight dots each, the leftmost highest.
    let rowBytes: Int
    let rows: Int
    let bytes: [UInt8]

    /// Rows; a metre of paper is no bill.
    static let longest = 8_000

    /// - Parameter dots: What the head has, a multiple of 8.
    init(_ picture: borrowing Picture, dots: Int) throws(PDFSurface.Failure) {
        let rows = max(1, Int((Double(dots) * picture.upright).rounded()))
        guard rows <= Self.longest else {
            throw PDFSurface.Failure(reason: "it would be \(rows / 8) mm long")
        }
        guard
            let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(dots), Int32(rows)),
            let context = cairo_create(surface)
        else { throw PDFSurface.Failure(reason: "no memory") }
        defer {
            cairo_destroy(context)
            cairo_surface_destroy(surface)
        }
        cairo_set_source_rgb(context, 1, 1, 1)
        cairo_paint(context)
        picture.draw(
            on: context, x: 0, y: 0, width: Double(dots), height: Double(rows))
        cairo_surface_flush(surface)
        let status = cairo_status(context)
        guard status == CAIRO_STATUS_SUCCESS, let data = cairo_image_surface_get_data(surface)
        else {
            throw PDFSurface.Failure(reason: String(cString: cairo_status_to_string(status)))
        }
        let stride = Int(cairo_image_surface_get_stride(surface))
        let canvas = UnsafeBufferPointer(start: data, count: stride * rows)
        rowBytes = dots / 8
        self.rows = rows
        bytes = Self.dither(canvas, stride: stride, dots: dots, rows: rows)
    }

    /// Spreads each dot's error to its neighbours (Floyd and Steinberg); what is nearly black or
    /// white stays clean, so that small type and QR codes keep their edges.
    private static func dither(
        _ canvas: UnsafeBufferPointer<UInt8>, stride: Int, dots: Int, rows: Int
    ) -> [UInt8] {
        // Errors in sixteenths of a grey level, with a dot more at either side.
        var errors = [Int](repeating: 0, count: 2 * (dots + 2))
        return errors.withUnsafeMutableBufferPointer { errors in
            [UInt8](unsafeUninitializedCapacity: dots / 8 * rows) { bytes, count in
                bytes.initialize(repeating: 0)
                var here = 0
                for row in 0..<rows {
                    let below = dots + 2 - here
                    for place in below..<below + dots + 2 { errors[place] = 0 }
                    var right = 0
                    for dot in 0..<dots {
                        // Blue, green, red and a spare byte, as little-endian machines keep RGB24.
                        let at = row * stride + dot * 4
                        let blue = Int(canvas[at])
                        let green = Int(canvas[at + 1])
                        let red = Int(canvas[at + 2])
                        let grey = (red * 299 + green * 587 + blue * 114) / 1_000
                        // Most of a bill is white.
                        if grey >= 200 {
                            right = 0
                            continue
                        }
                        let isClean = grey <= 72
                        let level =
                            isClean
                            ? 0 : (grey - 72) * 255 / 128 + (errors[here + dot + 1] + right) / 16
                        let isBlack = level < 128
                        if isBlack { bytes[(row * dots + dot) / 8] |= 0x80 >> UInt8(dot % 8) }
                        let error = isClean ? 0 : level - (isBlack ? 0 : 255)
                        right = error * 7
                        errors[below + dot] += error * 3
                        errors[below + dot + 1] += error * 5
                        errors[below + dot + 2] += error
                    }
                    here = below
                }
                count = dots / 8 * rows
            }
        }
    }
}
