import NIOCore

/// Cuts a stream of bytes into MLLP frames: `0B`, message, `1C 0D`.
///
/// Neither mark can be part of a message in any charset HL7 allows. So a frame ends at `1C`
/// whether or not a `0D` follows (some senders forget it), and what is between frames is
/// passed by.
struct MLLPFramer {
    enum Frame: Hashable, Sendable {
        case message([UInt8])
        /// Larger than allowed; carries its beginning, to answer by. Nothing follows it.
        case oversized(beginning: [UInt8])
    }

    static let start: UInt8 = 0x0B
    static let end: UInt8 = 0x1C

    /// In bytes.
    let limit: Int
    private var content: ByteBuffer?
    private var isClosed = false

    init(limit: Int) { self.limit = limit }

    /// Whether a frame has begun and not ended.
    var isInsideFrame: Bool { content != nil }

    mutating func append(_ bytes: ByteBuffer) -> [Frame] {
        var bytes = bytes
        var frames: [Frame] = []
        while bytes.readableBytes > 0, !isClosed {
            if content == nil {
                guard let start = bytes.readableBytesView.firstIndex(of: Self.start) else { break }
                bytes.moveReaderIndex(to: start + 1)
                content = ByteBuffer()
            }
            if let frame = fill(from: &bytes) { frames.append(frame) }
        }
        return frames
    }

    private mutating func fill(from bytes: inout ByteBuffer) -> Frame? {
        let view = bytes.readableBytesView
        // A second start mark: the sender gave up on the frame and begins again.
        let mark = view.firstIndex { $0 == Self.end || $0 == Self.start }
        let length = (mark ?? view.endIndex) - view.startIndex
        let room = limit - (content?.readableBytes ?? 0)
        if var part = bytes.readSlice(length: min(length, room)) { content?.writeBuffer(&part) }
        if length > room {
            isClosed = true
            return take().map { .oversized(beginning: Array($0.prefix(4096))) }
        }
        guard mark != nil, let byte = bytes.readInteger(as: UInt8.self) else { return nil }
        let whole = take()
        if byte == Self.start {
            content = ByteBuffer()
            return nil
        }
        return whole.map { .message($0) }
    }

    private mutating func take() -> [UInt8]? {
        defer { content = nil }
        return content.map { Array($0.readableBytesView) }
    }

    static func wrap(_ message: [UInt8]) -> ByteBuffer {
        var frame = ByteBuffer()
        frame.reserveCapacity(message.count + 3)
        frame.writeInteger(start)
        frame.writeBytes(message)
        frame.writeBytes([end, 0x0D])
        return frame
    }
}
