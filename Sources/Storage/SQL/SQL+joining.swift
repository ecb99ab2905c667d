extension SQL {
    /// One statement out of two pieces, each with its values.
    static func + (first: SQL, second: SQL) -> SQL {
        var fragments = first.fragments
        let seam = fragments.removeLast() + (second.fragments.first ?? "")
        return SQL(
            fragments: fragments + [seam] + second.fragments.dropFirst(),
            arguments: first.arguments + second.arguments, types: first.types + second.types)
    }
}

extension SQL.StringInterpolation {
    /// The members of `IN (\(list: …))`; an empty list matches nothing.
    ///
    /// Lists are filled up to the next power of two by their last member, so that few different
    /// statements have to be prepared.
    public mutating func appendInterpolation(list values: [Int]) {
        append(list: values) { $0.appendInterpolation($1) }
    }

    /// The members of `IN (\(list: …))`; an empty list matches nothing.
    public mutating func appendInterpolation(list values: [String]) {
        append(list: values) { $0.appendInterpolation($1) }
    }

    private mutating func append<Member>(
        list values: [Member], _ append: (inout Self, Member) -> Void
    ) {
        guard let last = values.last else { return appendLiteral("NULL") }
        var length = 1
        while length < values.count { length *= 2 }
        for index in 0..<length {
            if index > 0 { appendLiteral(", ") }
            append(&self, index < values.count ? values[index] : last)
        }
    }
}
