import Foundation

/// Where the pictures of a bill are, and the code that leads there.
struct BillLinks {
    /// The H5 page inside the hospital.
    let page: String
    /// The H5 page on the internet; nil at sites that have none.
    let netPage: String?
    /// Base64 of a PNG with the QR code.
    let code: String

    init(_ bill: Bill, _ request: Case) {
        let (batch, number) = (bill.number.batch, bill.number.number)
        let query = "billBatchCode=\(batch)&billNo=\(number)&random=\(bill.random)"
        let root = "\(request.origin)/medical-web"
        page = "\(root)/bill?\(query)"
        netPage = request.switches.givesNetPictures ? "\(root)/net/bill?\(query)" : nil
        code = Data(QRPicture(Self.words(of: bill))?.png ?? []).base64EncodedString()
    }

    /// The members every answer about a new bill has.
    var members: JSON {
        let inside: JSON = ["billQRCode": .string(code), "pictureUrl": .string(page)]
        return netPage.map { inside.adding(["pictureNetUrl": .string($0)]) } ?? inside
    }

    /// What the code on a bill says, as national rules have it: kind, numbers, amount, day, check.
    static func words(of bill: Bill) -> String {
        [
            "01", "01", bill.number.batch, bill.number.number, Amount.yuan(bill.fen),
            String(bill.createTime.prefix(8)), bill.random, "",
        ].joined(separator: ",")
    }
}
