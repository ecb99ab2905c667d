/// The pages behind `pictureUrl`: H5, and the same bill as PNG and PDF.
///
/// Who asks with `format=png`, `format=pdf` or an `Accept` of that type gets the file itself.
struct BillPages {
    let request: Request

    /// The bill's two numbers and its 校验码, as the address has them.
    var number: SheetNumber {
        SheetNumber(
            batch: request.query["billBatchCode"] ?? "", number: request.query["billNo"] ?? "")
    }

    /// Shows `bill`, if the address knows its 校验码.
    func show(_ bill: Bill?) throws -> Reply {
        guard let bill, bill.random == request.query["random"] else {
            return .html("<!doctype html><title>票据</title><p>未找到票据信息", status: 404)
        }
        let picture = BillPicture(bill)
        switch format {
        case "png":
            return Reply(type: "image/png", body: try picture.drawn(as: .png(scale: 2)))
        case "pdf":
            return Reply(type: "application/pdf", body: try picture.drawn(as: .pdf))
        default: return .html(page(of: bill))
        }
    }

    private var format: String {
        if let format = request.query["format"] { return format }
        let accepted = request.headers["accept", default: ""]
        if accepted.hasPrefix("image/png") { return "png" }
        return accepted.hasPrefix("application/pdf") ? "pdf" : "html"
    }

    private func page(of bill: Bill) -> String {
        let (batch, number) = (bill.number.batch, bill.number.number)
        // All three are digits and letters of our own making.
        let query = "?billBatchCode=\(batch)&amp;billNo=\(number)&amp;random=\(bill.random)"
        return """
            <!doctype html>
            <html lang="zh-CN"><meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>\(bill.name) \(number)</title>
            <img src="\(query)&amp;format=png" alt="\(bill.name) \(number)" style="max-width:100%">
            <p><a href="\(query)&amp;format=pdf" type="application/pdf">下载 PDF</a>
            </html>
            """
    }
}
