import QRencode

/// The black and white squares of a QR code.
struct QRModules: Sendable, Equatable {
    /// Squares along one side.
    let width: Int
    private let squares: [Bool]

    /// Encodes `text` with error correction M; nil where it is too long for any QR code.
    init?(_ text: String) {
        guard let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) else { return nil }
        defer { QRcode_free(code) }
        width = Int(code.pointee.width)
        let count = width * width
        // The lowest bit of each byte is the square's colour, black is 1.
        squares = UnsafeBufferPointer(start: code.pointee.data, count: count).map { $0 & 1 == 1 }
    }

    /// Whether the square at `row` and `column` is black.
    subscript(row: Int, column: Int) -> Bool { squares[row * width + column] }
}
