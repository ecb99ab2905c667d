import Pango

/// A thin line across the paper.
struct RuleBlock: PageBlock {
    private let measures: PaperMeasures
    var height: Double { 2 * measures.gap }

    init(_ measures: PaperMeasures) { self.measures = measures }

    func draw(on surface: borrowing PDFSurface, x: Double, y: Double) {
        cairo_set_line_width(surface.context, 0.6)
        cairo_move_to(surface.context, x, y + measures.gap)
        cairo_line_to(surface.context, x + measures.width, y + measures.gap)
        cairo_stroke(surface.context)
    }
}

/// Text in a thick frame.
struct FrameBlock: PageBlock {
    private let text: TextBlock
    private let measures: PaperMeasures
    private let stroke = 2.4
    let height: Double

    init?(_ text: String, _ measures: PaperMeasures) {
        let room = measures.width - 2 * stroke - 2 * measures.gap
        guard let text = TextBlock.fitted(text, size: measures.type(.large), in: room)
        else { return nil }
        self.text = text
        self.measures = measures
        height = text.ink.height + 6 * measures.gap
    }

    func draw(on surface: borrowing PDFSurface, x: Double, y: Double) {
        cairo_set_line_width(surface.context, stroke)
        cairo_rectangle(
            surface.context, x + stroke / 2, y + measures.gap, measures.width - stroke,
            text.ink.height + 3 * measures.gap)
        cairo_stroke(surface.context)
        let ink = text.ink
        text.draw(
            on: surface, x: x + (measures.width - ink.width) / 2 - ink.left,
            y: y + 2.5 * measures.gap - ink.top)
    }
}

/// A QR code, drawn as squares.
struct CodeBlock: PageBlock {
    private let modules: QRModules
    private let measures: PaperMeasures
    private let side: Double
    var height: Double { side + 2 * measures.gap }

    init?(_ text: String, _ measures: PaperMeasures) {
        guard let modules = QRModules(text) else { return nil }
        self.modules = modules
        self.measures = measures
        side = 27 * PaperMeasures.millimetre
    }

    func draw(on surface: borrowing PDFSurface, x: Double, y: Double) {
        let square = side / Double(modules.width)
        let left = x + (measures.width - side) / 2
        // Squares of one row that touch become one bar, so that no hairline shows between them.
        for row in 0..<modules.width {
            var column = 0
            while column < modules.width {
                let start = column
                while column < modules.width, modules[row, column] { column += 1 }
                if column > start {
                    cairo_rectangle(
                        surface.context, left + Double(start) * square,
                        y + measures.gap + Double(row) * square,
                        Double(column - start) * square, square)
                }
                column += 1
            }
        }
        cairo_fill(surface.context)
    }
}
