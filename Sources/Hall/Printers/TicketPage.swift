import Pango

/// A ticket as a page in PDF, as wide as the paper and as long as its text.
struct TicketPage: Sendable {
    let bytes: [UInt8]
    /// Millimetres.
    let height: Int

    init(_ layout: TicketLayout, paper: Int) throws(PDFSurface.Failure) {
        let measures = PaperMeasures(paper: paper)
        var blocks: [any PageBlock] = []
        for element in layout.elements { blocks += try Self.blocks(for: element, measures) }
        let content = blocks.reduce(0) { $0 + $1.height }
        height = Int(((content + 2 * measures.margin) / PaperMeasures.millimetre).rounded(.up))
        let surface = try PDFSurface.open(
            title: layout.title, width: Double(paper) * PaperMeasures.millimetre,
            height: Double(height) * PaperMeasures.millimetre)
        var y = measures.margin
        for block in blocks {
            block.draw(on: surface, x: measures.margin, y: y)
            y += block.height
        }
        bytes = try surface.finish()
    }

    private static func blocks(
        for element: TicketLayout.Element, _ measures: PaperMeasures
    ) throws(PDFSurface.Failure) -> [any PageBlock] {
        let block: (any PageBlock)? =
            switch element {
            case .text(let text, .number, _): NumberBlock(text, measures)
            case .text(let text, let size, let isBold):
                ParagraphBlock(text, size: measures.type(size), isBold: isBold, measures)
            case .framed(let text): FrameBlock(text, measures)
            case .pair(let left, let right): PairBlock(left, right, measures)
            case .code(let text): CodeBlock(text, measures)
            case .rule: RuleBlock(measures)
            }
        guard let block else {
            throw PDFSurface.Failure(reason: "no memory, or the QR text is long")
        }
        return [block]
    }
}

/// The sizes of a paper, in points.
struct PaperMeasures: Sendable {
    static let millimetre = 72 / 25.4
    let width: Double
    let margin: Double
    private let scale: Double

    init(paper: Int) {
        // Heads print 48 of 58 mm and 72 of 80 mm.
        let printable = paper == 58 ? 48.0 : 72.0
        width = printable * Self.millimetre
        margin = (Double(paper) - printable) / 2 * Self.millimetre
        scale = paper == 58 ? 0.84 : 1
    }

    /// The height of type.
    func type(_ size: TicketLayout.Size) -> Double {
        let millimetres =
            switch size {
            case .small: 3.1
            case .medium: 4.8
            case .large: 8.0
            case .number: 34.0
            }
        return millimetres * scale * Self.millimetre
    }

    /// The white between parts.
    var gap: Double { 1.8 * scale * Self.millimetre }
}
