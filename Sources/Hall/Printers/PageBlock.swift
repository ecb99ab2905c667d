import Pango

/// A part of a page, stacked below the one before; lengths are in points.
protocol PageBlock {
    var height: Double { get }
    func draw(on surface: borrowing PDFSurface, x: Double, y: Double)
}

/// Centred lines.
struct ParagraphBlock: PageBlock {
    private let text: TextBlock
    let height: Double

    init?(_ text: String, size: Double, isBold: Bool, _ measures: PaperMeasures) {
        guard let text = TextBlock(text, size: size, isBold: isBold, width: measures.width)
        else { return nil }
        self.text = text
        height = text.height
    }

    func draw(on surface: borrowing PDFSurface, x: Double, y: Double) {
        text.draw(on: surface, x: x, y: y)
    }
}

/// The ticket's number, as wide as the paper but not taller than a hand can hold.
struct NumberBlock: PageBlock {
    private let text: TextBlock
    private let measures: PaperMeasures
    let height: Double

    init?(_ label: String, _ measures: PaperMeasures) {
        guard let text = TextBlock.fitted(label, size: measures.type(.number), in: measures.width)
        else { return nil }
        self.text = text
        self.measures = measures
        height = text.ink.height + 2 * measures.gap
    }

    func draw(on surface: borrowing PDFSurface, x: Double, y: Double) {
        let ink = text.ink
        text.draw(
            on: surface, x: x + (measures.width - ink.width) / 2 - ink.left,
            y: y + measures.gap - ink.top)
    }
}

/// Two texts on one line, at the edges.
struct PairBlock: PageBlock {
    private let left: TextBlock
    private let right: TextBlock
    let height: Double

    init?(_ left: String, _ right: String, _ measures: PaperMeasures) {
        let size = measures.type(.medium)
        guard
            let left = TextBlock(
                left, size: size, width: measures.width, alignment: PANGO_ALIGN_LEFT),
            let right = TextBlock(
                right, size: size, width: measures.width, alignment: PANGO_ALIGN_RIGHT)
        else { return nil }
        self.left = left
        self.right = right
        height = max(left.height, right.height)
    }

    func draw(on surface: borrowing PDFSurface, x: Double, y: Double) {
        left.draw(on: surface, x: x, y: y)
        right.draw(on: surface, x: x, y: y)
    }
}
