import Foundation
import Hospital

extension JSON {
    /// A member that is an amount in yuan, as text or as a number.
    func yuan(_ member: String) -> Money? {
        text(member).flatMap { Money(yuanWithZeros: $0) }
    }

    /// Text, or the empty text that the platform wants in place of null.
    static func words(_ text: String?, atMost limit: Int) -> JSON {
        .string(String(String.UnicodeScalarView((text ?? "").unicodeScalars.prefix(limit))))
    }

    static func yuan(_ money: Money?) -> JSON {
        .decimal(Decimal(money?.fen ?? 0) / 100)
    }
}

extension Money {
    /// Yuan as a platform writes them: zeros after the fen, as in `12.3000`, are no fraction.
    init?(yuanWithZeros text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].count > 2 else {
            self.init(yuan: text)
            return
        }
        guard parts[1].dropFirst(2).allSatisfy({ $0 == "0" }) else { return nil }
        self.init(yuan: "\(parts[0]).\(parts[1].prefix(2))")
    }
}
