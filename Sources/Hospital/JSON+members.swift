extension JSON {
    /// A member that is text or a number, as text; nil where it is absent or blank.
    ///
    /// Platforms of one vendor write the same number as text here and as a number there.
    public func text(_ member: String) -> String? {
        switch self[member] {
        case .string(let text): text.isEmpty ? nil : text
        case .integer(let number): String(number)
        case .decimal(let number): "\(number)"
        default: nil
        }
    }

    /// A member that is a whole number, as a number or as text.
    public func whole(_ member: String) -> Int? { text(member).flatMap { Int($0) } }

    /// A member's entries; empty where it is absent or no list.
    public func list(_ member: String) -> [JSON] {
        if case .array(let entries) = self[member] { entries } else { [] }
    }
}
