import Foundation

extension Settlement {
    /// What was charged under one category of fees.
    public struct Charge: Codable, Hashable, Sendable {
        public let code: String
        /// Such as 西药费.
        public let name: String
        public let unit: String?
        public let price: Money?
        public let quantity: Decimal?
        public let amount: Money
        /// The part that no insurance covers.
        public let selfPaid: Money?

        init(_ charge: Members) throws(HISEvent.Malformed) {
            code = try charge.text("code")
            name = try charge.optionalText("name", atMost: Bounds.name) ?? code
            unit = try charge.optionalText("unit")
            price = try charge.optionalMoney("price")
            quantity = try charge.optionalQuantity("quantity")
            amount = try charge.money("amount")
            selfPaid = try charge.optionalMoney("self")
        }
    }

    /// One thing or service on the bill.
    public struct Item: Codable, Hashable, Sendable {
        public let code: String
        /// Such as 阿莫西林.
        public let name: String
        /// The code of the category it is charged under.
        public let charge: String?
        /// Such as 胶囊.
        public let form: String?
        /// Such as 0.25g*24.
        public let specification: String?
        public let unit: String?
        public let price: Money?
        public let quantity: Decimal?
        public let amount: Money
        /// The part that no insurance covers.
        public let selfPaid: Money?
        /// The insurance's class: 甲, 乙 or 丙.
        public let insuranceClass: String?

        init(_ item: Members) throws(HISEvent.Malformed) {
            code = try item.text("code")
            name = try item.optionalText("name", atMost: Bounds.name) ?? code
            charge = try item.optionalText("charge")
            form = try item.optionalText("form", atMost: Bounds.name)
            specification = try item.optionalText("specification", atMost: Bounds.name)
            unit = try item.optionalText("unit")
            price = try item.optionalMoney("price")
            quantity = try item.optionalQuantity("quantity")
            amount = try item.money("amount")
            selfPaid = try item.optionalMoney("self")
            insuranceClass = try item.optionalText("class")
        }
    }
}
