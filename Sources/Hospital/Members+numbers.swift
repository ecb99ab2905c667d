import Foundation

extension Members {
    /// An amount in whole fen, not negative.
    public func money(_ name: String) throws(Malformed) -> Money {
        guard let money = try optionalMoney(name) else { throw fail(name, .missing) }
        return money
    }

    /// An amount in whole fen, not negative, or nil where the member is absent.
    public func optionalMoney(_ name: String) throws(Malformed) -> Money? {
        switch value(name) {
        case nil: return nil
        case .integer(let fen):
            guard (0...Int64(Bounds.fen)).contains(fen) else {
                throw fail(name, .outOfRange(0...Bounds.fen))
            }
            return Money(fen: Int(fen))
        case .decimal: throw fail(name, .notWholeFen)
        default: throw fail(name, .wrongKind(.number))
        }
    }

    /// How many of something, more than 0, or nil where the member is absent.
    public func optionalQuantity(_ name: String) throws(Malformed) -> Decimal? {
        let quantity: Decimal
        switch value(name) {
        case nil: return nil
        case .integer(let number): quantity = Decimal(number)
        case .decimal(let number): quantity = number
        default: throw fail(name, .wrongKind(.number))
        }
        if quantity <= 0 { throw fail(name, .notPositive) }
        return quantity
    }

    /// A whole number of `range`, or nil where the member is absent.
    public func optionalInteger(
        _ name: String, in range: ClosedRange<Int>
    ) throws(Malformed) -> Int? {
        guard let value = value(name) else { return nil }
        guard case .integer(let number) = value else { throw fail(name, .wrongKind(.number)) }
        guard let whole = Int(exactly: number), range.contains(whole) else {
            throw fail(name, .outOfRange(range))
        }
        return whole
    }

    /// True or false, or nil where the member is absent.
    public func flag(_ name: String) throws(Malformed) -> Bool? {
        guard let value = value(name) else { return nil }
        guard case .bool(let flag) = value else { throw fail(name, .wrongKind(.flag)) }
        return flag
    }

    /// One of the words of an enumeration.
    public func word<Word: RawRepresentable<String> & CaseIterable>(
        _ name: String, of words: Word.Type
    ) throws(Malformed) -> Word {
        guard let word = try optionalWord(name, of: words) else { throw fail(name, .missing) }
        return word
    }

    /// One of the words of an enumeration, or nil where the member is absent.
    public func optionalWord<Word: RawRepresentable<String> & CaseIterable>(
        _ name: String, of words: Word.Type
    ) throws(Malformed) -> Word? {
        guard let text = try optionalText(name) else { return nil }
        guard let word = Word(rawValue: text) else {
            throw fail(name, .unknownWord(text, known: Word.allCases.map(\.rawValue)))
        }
        return word
    }

    /// Refuses parts that do not make the whole, naming the member that holds the parts.
    /// - Parameters:
    ///   - name: The list that `parts` are from; may be absent where `total` is 0.
    ///   - totalName: The member that `total` is from.
    public func check(
        _ parts: [Money], in name: String, addUpTo total: Money, as totalName: String
    ) throws(Malformed) {
        if parts.sum == total { return }
        if value(name) == nil { throw fail(name, .missing) }
        throw fail(name, .doesNotAddUp(parts.sum, to: total, of: place(totalName)))
    }
}
