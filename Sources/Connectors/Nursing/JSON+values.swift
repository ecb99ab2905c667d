import Hospital

extension JSON {
    static func text(_ text: String?) -> JSON { text.map { .string($0) } ?? .null }
    static func money(_ money: Money?) -> JSON { money.map { .integer(Int64($0.fen)) } ?? .null }
    static func whole(_ number: Int) -> JSON { .integer(Int64(number)) }
}
