/// The number of today's sign-in (9001), which calls of the day carry.
///
/// Two calls may sign in at the same time; the later number is the one that stays, and a call
/// refused with the earlier one goes again with it.
actor SignIn {
    private var number: String?
    private var day: String?

    /// Today's number, if we have one besides the one that was refused.
    func number(on day: String, besides refused: String?) -> String? {
        guard self.day == day, let number, number != refused else { return nil }
        return number
    }

    func keep(_ number: String, on day: String) {
        self.number = number
        self.day = day
    }
}
