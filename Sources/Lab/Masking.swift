extension Person {
    /// The name as boards and tickets show it: 张*丰, 李*, 欧**明, J*** S****.
    public var maskedName: String {
        let words = name.split(whereSeparator: \.isWhitespace)
        if name.allSatisfy({ $0.isASCII }) {
            return words.map { $0.prefix(1) + String(repeating: "*", count: max($0.count - 1, 0)) }
                .joined(separator: " ")
        }
        switch name.count {
        case ...1: return name
        case 2: return name.prefix(1) + "*"
        default:
            return name.prefix(1) + String(repeating: "*", count: name.count - 2) + name.suffix(1)
        }
    }
}
