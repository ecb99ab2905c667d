/// The bill as people see it, drawn.
struct BillPicture {
    let bill: Bill
    let isVoid: Bool
    let charges: [JSON]

    private static let width = 420.0
    private static let lineHeight = 16.0

    init(_ bill: Bill) {
        self.bill = bill
        isVoid = bill.reversedBy != nil
        let content = try? JSON(parsing: bill.content.utf8)
        charges = content?["chargeDetail"]?.elements ?? []
    }

    /// The whole file.
    func drawn(as kind: Canvas.Kind) throws(Canvas.Failure) -> [UInt8] {
        let height = 230 + Double(charges.count) * Self.lineHeight
        let canvas = try Canvas.open(kind, width: Self.width, height: height)
        if bill.isRed { canvas.ink(0.8, 0, 0) }
        canvas.write(bill.name, size: 18, x: 20, y: 14)
        let code = QRPicture(BillLinks.words(of: bill))
        code?.draw(on: canvas, x: Self.width - 110, y: 50, size: 90)
        var y = 52.0
        for line in head {
            canvas.write(line, size: 11, x: 20, y: y)
            y += Self.lineHeight
        }
        y += 8
        canvas.fill(x: 20, y: y, width: Self.width - 40, height: 0.8)
        y += 6
        for charge in charges {
            canvas.write(charge["chargeName"]?.text ?? "", size: 11, x: 20, y: y)
            canvas.write(Amount.yuan(Case.fen(charge["amt"])), size: 11, x: 300, y: y)
            y += Self.lineHeight
        }
        canvas.fill(x: 20, y: y + 2, width: Self.width - 40, height: 0.8)
        canvas.write(total, size: 14, x: 20, y: y + 8)
        if isVoid {
            canvas.ink(0.8, 0, 0)
            canvas.write("已冲红", size: 40, x: 150, y: 80)
        }
        return try canvas.finish()
    }

    private var head: [String] {
        [
            "票据代码：\(bill.number.batch)", "票据号码：\(bill.number.number)",
            "校验码：\(bill.random)", "交款人：\(bill.payer)", "业务流水号：\(bill.busNo)",
            "开票时间：\(bill.createTime.prefix(8))",
        ]
    }

    private var total: String {
        "金额合计（小写）：￥\(bill.isRed ? "-" : "")\(Amount.yuan(bill.fen))"
    }
}
