import Lab

/// Pages that are no tickets.
extension Press {
    static let png = "image/png"

    func pages(_ file: PageFile, for printer: PrinterSettings) throws -> Spooler.Document {
        if let words = printer.misfit(.pages(file)) { throw Misfit(words: words) }
        return switch (printer.kind, file.format) {
        case (.folder, .pdf): asItIs(file, Self.pdf, printer)
        case (.folder, .png): asItIs(file, Self.png, printer)
        case (.pdf, .pdf): asItIs(file, Self.pdf, printer)
        case (.pdf, .png): try laid(file, printer)
        case (.escpos, _): try dotted(file, printer)
        }
    }

    private func asItIs(
        _ file: PageFile, _ format: String, _ printer: PrinterSettings
    ) -> Spooler.Document {
        var options = ["print-scaling": "fit"]
        if let sheet = printer.sheet { options["media"] = sheet.media }
        return Spooler.Document(
            title: file.title, format: format, bytes: file.bytes,
            options: options.merging(printer.options) { $1 })
    }

    /// Laid by us rather than by CUPS' filters, which differ from house to house.
    private func laid(_ file: PageFile, _ printer: PrinterSettings) throws -> Spooler.Document {
        let picture = try picture(file)
        let page =
            if let sheet = printer.sheet {
                try PicturePage(picture, titled: file.title, on: sheet)
            } else {
                try PicturePage(picture, titled: file.title, onRoll: printer.paper)
            }
        let options = ["media": page.media, "print-scaling": "none"]
        return Spooler.Document(
            title: file.title, format: Self.pdf, bytes: page.bytes,
            options: options.merging(printer.options) { $1 })
    }

    private func dotted(_ file: PageFile, _ printer: PrinterSettings) throws -> Spooler.Document {
        let picture = try picture(file)
        let dots: DotPicture
        do {
            dots = try DotPicture(picture, dots: EscPos.dots(printer.paper))
        } catch {
            throw Misfit(
                words: Words("图片打不到小票纸上", "The picture does not fit a ticket: \(error.reason)"))
        }
        let bytes = EscPos.bytes(of: dots, cut: printer.cut, beep: printer.beep)
        return Spooler.Document(
            title: file.title, format: Self.raw, bytes: bytes, options: printer.options)
    }

    private func picture(_ file: PageFile) throws -> Picture {
        do {
            return try Picture.read(file.bytes)
        } catch {
            throw Misfit(words: Words("图片已损坏", "The picture is damaged: \(error.reason)"))
        }
    }
}

extension PrinterSettings {
    /// Why it never prints `paper`, however well it is; nil where it may.
    func misfit(_ paper: Paper) -> Words? {
        guard case .pages(let file) = paper else { return nil }
        guard pages else { return Words("这台打印机只打小票", "This printer prints tickets only") }
        guard kind == .escpos, file.format == .pdf else { return nil }
        return Words("小票打印机打不了 PDF，需要页式打印机", "A ticket printer cannot print PDF")
    }
}
