import Foundation

/// The dots a thermal printer was told to draw (GS v 0), as it would put them on its paper.
struct DotStrip {
    struct Unreadable: Error {
        let at: Int
    }

    private(set) var width = 0
    private(set) var height = 0
    private var rows: [UInt8] = []

    init(_ bytes: [UInt8]) throws {
        guard bytes.starts(with: [0x1B, 0x40]) else { throw Unreadable(at: 0) }
        var at = 2
        while bytes[at...].starts(with: [0x1D, 0x76, 0x30, 0]) {
            let rowBytes = Int(bytes[at + 4]) + Int(bytes[at + 5]) << 8
            let count = Int(bytes[at + 6]) + Int(bytes[at + 7]) << 8
            width = rowBytes * 8
            height += count
            rows += bytes[at + 8..<at + 8 + rowBytes * count]
            at += 8 + rowBytes * count
        }
        // Feed, then cut: nothing else is left.
        guard Array(bytes[at...]) == [0x1B, 0x64, 3, 0x1D, 0x56, 66, 0] else {
            throw Unreadable(at: at)
        }
    }

    /// A portable bitmap with white around, for a scanner; the caller removes it.
    func picture() throws -> URL {
        let file = FileManager.default.temporaryDirectory.appending(path: "strip-\(UUID()).pbm")
        try Data(Array("P4\n\(width) \(height)\n".utf8) + rows).write(to: file)
        return file
    }
}
