/// The day's sign-in: 9001.
enum SignInService {
    static func signIn(_ request: FundCase, _ books: FundBooks) throws(FundRefusal) -> FundRuling {
        guard let entry = request.message.input["signIn"], entry.members != nil else {
            throw .malformed("缺少必填字段signIn")
        }
        try InsuranceFields.check(entry, against: InsuranceFields.signIn)
        let number =
            BusinessTime.text(request.now).prefix(14) + FundBooks.digits(books.signIns.count + 1, 6)
        let key = FundBooks.signInKey(request.institution, String(number))
        return FundRuling(
            output: [
                "signinoutb": [
                    "sign_time": .string(BusinessTime.dashed(request.now)),
                    "sign_no": .string(String(number)),
                ]
            ], changes: [.signIn(key, request.now)])
    }

    /// Whether the number was given to the institution on the day of `now`.
    static func isValid(_ request: FundCase, _ books: FundBooks) -> Bool {
        let key = FundBooks.signInKey(request.institution, request.message.signNo)
        guard let date = books.signIns[key] else { return false }
        return BusinessTime.text(date).prefix(8) == BusinessTime.text(request.now).prefix(8)
    }
}
