import Lab

/// Pages in PDF or a picture in PNG, to be printed as they are; a bill, a receipt, a report.
public struct PageFile: Sendable, Hashable, Identifiable {
    public enum Format: Sendable, Hashable {
        case pdf
        /// A picture, its size in dots.
        case png(width: Int, height: Int)
    }

    /// Bytes.
    public static let largest = 8 << 20
    /// Dots of a picture; an A4 page at 600 dots an inch has 35 millions.
    static let mostDots = 36_000_000

    /// One for each sheet asked for; the same sheet asked for again has the same.
    public let id: String
    /// As CUPS lists the job; never anything about a patient.
    public let title: String
    public let format: Format
    let bytes: [UInt8]

    /// Looks at what `bytes` are; what their sender calls them counts for nothing.
    public init(id: String, title: String, bytes: [UInt8]) throws(Fault) {
        self.id = id
        self.title = title
        self.bytes = bytes
        guard !bytes.isEmpty else { throw .empty }
        guard bytes.count <= Self.largest else { throw .tooLarge(bytes.count) }
        if bytes.starts(with: "%PDF-".utf8) {
            guard Self.ends(bytes, with: Array("%%EOF".utf8), within: 1_024) else { throw .cutOff }
            format = .pdf
        } else if let size = Self.sizeOfPNG(bytes) {
            // The chunk that ends a picture: its name, then its checksum.
            let end = Array("IEND".utf8) + [0xAE, 0x42, 0x60, 0x82]
            guard Self.ends(bytes, with: end, within: 1_024) else { throw .cutOff }
            let dots = size.width.multipliedReportingOverflow(by: size.height)
            guard size.width > 0, size.height > 0, !dots.overflow,
                dots.partialValue <= Self.mostDots
            else { throw .tooManyDots(size.width, size.height) }
            format = .png(width: size.width, height: size.height)
        } else {
            throw .unknownFormat
        }
    }

    /// The size the first chunk tells; nil for what is no PNG.
    private static func sizeOfPNG(_ bytes: [UInt8]) -> (width: Int, height: Int)? {
        let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        guard bytes.count >= 24, bytes.starts(with: signature),
            bytes[12..<16].elementsEqual("IHDR".utf8)
        else { return nil }
        func number(at index: Int) -> Int {
            bytes[index..<index + 4].reduce(0) { $0 << 8 | Int($1) }
        }
        return (number(at: 16), number(at: 20))
    }

    private static func ends(_ bytes: [UInt8], with mark: [UInt8], within count: Int) -> Bool {
        let tail = bytes.suffix(count)
        return tail.indices.contains { tail[$0...].starts(with: mark) }
    }
}

extension PageFile {
    /// Why bytes are nothing to print.
    public enum Fault: Error, Hashable, Sendable {
        case empty
        case tooLarge(Int)
        case cutOff
        case tooManyDots(Int, Int)
        case unknownFormat

        public var words: Words {
            switch self {
            case .empty: Words("文件是空的", "The document is empty")
            case .tooLarge(let count):
                Words(
                    "文件太大（\(count) 字节，最多 \(largest)）",
                    "The document is too large (\(count) bytes, at most \(largest))")
            case .cutOff: Words("文件不完整", "The document is cut off")
            case .tooManyDots(let width, let height):
                Words(
                    "图片太大（\(width)×\(height) 点）",
                    "The picture is too large (\(width) by \(height) dots)")
            case .unknownFormat:
                Words("文件既不是 PDF 也不是 PNG", "The document is neither PDF nor PNG")
            }
        }
    }
}

extension PageFile: CustomStringConvertible, CustomReflectable {
    public var description: String { "\(title), \(bytes.count) bytes" }
    public var customMirror: Mirror { Mirror(reflecting: description) }
}
