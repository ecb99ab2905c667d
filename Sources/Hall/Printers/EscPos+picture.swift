extension EscPos {
    /// Rows sent at once; small heads have little memory.
    private static let band = 128

    /// A picture as raster bit images (GS v 0), band below band.
    static func bytes(of picture: DotPicture, cut: Bool, beep: Bool) -> [UInt8] {
        var bytes: [UInt8] = [0x1B, 0x40]  // reset
        var row = 0
        while row < picture.rows {
            let rows = min(band, picture.rows - row)
            bytes += [
                0x1D, 0x76, 0x30, 0, UInt8(picture.rowBytes & 0xFF), UInt8(picture.rowBytes >> 8),
                UInt8(rows & 0xFF), UInt8(rows >> 8),
            ]
            bytes += picture.bytes[row * picture.rowBytes..<(row + rows) * picture.rowBytes]
            row += rows
        }
        return bytes + ending(cut: cut, beep: beep)
    }
}
