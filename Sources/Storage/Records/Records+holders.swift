import Foundation
import Hospital

extension Records {
    /// The patient who holds the card or document `number`.
    ///
    /// Stricter than `patient(byKey:)`: a visit's or a patient's own number stands on papers others
    /// see, and proves nothing. Where two patients answer to it, nobody does.
    public static func patient(
        holding number: String, in transaction: any Transaction
    ) throws -> Patient? {
        let lookups: [SQL] = [
            "SELECT patient FROM card WHERE number = \(number)",
            "SELECT DISTINCT patient FROM document WHERE number = \(number.uppercased())",
        ]
        for lookup in lookups {
            let found = try transaction.rows(lookup)
            guard let first = found.first else { continue }
            return found.count == 1
                ? try patient(id: first.string("patient"), in: transaction) : nil
        }
        return nil
    }
}
