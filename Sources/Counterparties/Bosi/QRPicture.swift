import QRencode

/// A QR code, drawn in squares.
struct QRPicture {
    /// Squares along one side.
    private let width: Int
    private let squares: [Bool]

    /// Encodes `text`; nil where it is too long for any QR code.
    init?(_ text: String) {
        guard let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) else { return nil }
        defer { QRcode_free(code) }
        width = Int(code.pointee.width)
        // The lowest bit of each byte is the square's colour, black is 1.
        squares = UnsafeBufferPointer(start: code.pointee.data, count: width * width)
            .map { $0 & 1 == 1 }
    }

    /// Draws it `size` points wide with its left upper corner at `x` and `y`.
    func draw(on canvas: borrowing Canvas, x: Double, y: Double, size: Double) {
        let side = size / Double(width)
        for index in squares.indices where squares[index] {
            canvas.fill(
                x: x + Double(index % width) * side, y: y + Double(index / width) * side,
                width: side, height: side)
        }
    }

    /// A PNG of its own with the quiet border of four squares; nil where Cairo has no memory.
    var png: [UInt8]? {
        let side = Double(width + 8)
        guard let canvas = try? Canvas.open(.png(scale: 3), width: side, height: side) else {
            return nil
        }
        draw(on: canvas, x: 4, y: 4, size: Double(width))
        return try? canvas.finish()
    }
}
