extension Settlement {
    /// What the health insurance says of a bill; the words of its parts are the insurance's own.
    public struct Insurance: Codable, Hashable, Sendable {
        /// Such as 自费 or 职工医保.
        public let type: String?
        public let typeCode: String?
        public let institution: String?
        /// The insured person's number.
        public let number: String?
        /// The insurance's number of the settlement (setl_id).
        public let settlement: String?
        /// The insurance's number of the visit or stay (mdtrt_id).
        public let visit: String?
        /// Where the person is insured (insuplc_admdvs), six digits.
        public let area: String?
        public let accountPay: Money?
        public let fundPay: Money?
        public let otherFundPay: Money?
        public let ownPay: Money?
        public let selfPay: Money?
        public let selfConceited: Money?
        public let selfCash: Money?

        init?(optional members: Members?) throws(HISEvent.Malformed) {
            guard let members else { return nil }
            type = try members.optionalText("type", atMost: Bounds.name)
            typeCode = try members.optionalText("typeCode")
            institution = try members.optionalText("institution", atMost: Bounds.name)
            number = try members.optionalText("number")
            settlement = try members.optionalText("settlement")
            visit = try members.optionalText("visit")
            area = try members.optionalText("area")
            accountPay = try members.optionalMoney("accountPay")
            fundPay = try members.optionalMoney("fundPay")
            otherFundPay = try members.optionalMoney("otherFundPay")
            ownPay = try members.optionalMoney("ownPay")
            selfPay = try members.optionalMoney("selfPay")
            selfConceited = try members.optionalMoney("selfConceited")
            selfCash = try members.optionalMoney("selfCash")
        }
    }
}

extension Settlement.Insurance: CustomStringConvertible, CustomDebugStringConvertible {
    public var description: String { "an insurance's part of a bill" }
    public var debugDescription: String { description }
}
