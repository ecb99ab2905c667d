import Pango

/// A picture laid on one page in PDF: a sheet, or a roll cut to its length.
struct PicturePage: Sendable {
    let bytes: [UInt8]
    /// The page's size in IPP.
    let media: String

    /// Millimetres that sheet printers leave white at every side.
    private static let margin = 6.0

    init(_ picture: borrowing Picture, titled title: String, on sheet: PageSize)
        throws(PDFSurface.Failure)
    {
        let millimetre = PaperMeasures.millimetre
        let surface = try PDFSurface.open(
            title: title, width: Double(sheet.width) * millimetre,
            height: Double(sheet.height) * millimetre)
        picture.draw(
            on: surface.context, x: Self.margin * millimetre, y: Self.margin * millimetre,
            width: (Double(sheet.width) - 2 * Self.margin) * millimetre,
            height: (Double(sheet.height) - 2 * Self.margin) * millimetre)
        bytes = try surface.finish()
        media = sheet.media
    }

    /// - Parameter paper: Width of the roll in millimetres.
    init(_ picture: borrowing Picture, titled title: String, onRoll paper: Int)
        throws(PDFSurface.Failure)
    {
        let measures = PaperMeasures(paper: paper)
        let content = measures.width * picture.upright
        let height = ((content + 2 * measures.margin) / PaperMeasures.millimetre).rounded(.up)
        let surface = try PDFSurface.open(
            title: title, width: Double(paper) * PaperMeasures.millimetre,
            height: height * PaperMeasures.millimetre)
        picture.draw(
            on: surface.context, x: measures.margin, y: measures.margin, width: measures.width,
            height: content)
        bytes = try surface.finish()
        media = "custom_pages_\(paper)x\(Int(height))mm"
    }
}
