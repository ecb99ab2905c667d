/// The business number a request is about, found by whatever it names.
struct Subject {
    /// "" where it names nothing the platform knows.
    let busNo: String

    init(of content: JSON, in books: Books) {
        func sheet(_ batch: String, _ number: String) -> SheetNumber {
            SheetNumber(batch: content[batch]?.text ?? "", number: content[number]?.text ?? "")
        }
        if let named = content["busNo"]?.text {
            busNo = named
            return
        }
        let paper = books.papers[sheet("pBillBatchCode", "pBillNo")]
        let bill =
            books.bills[sheet("billBatchCode", "billNo")]
            ?? paper?.bill.flatMap {
                books.bills[$0]
            }
        busNo = bill?.busNo ?? ""
    }
}
