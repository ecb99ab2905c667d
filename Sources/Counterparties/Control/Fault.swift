/// A way in which a counterparty misbehaves: a word, or `{"word": detail}`.
struct Fault: Sendable {
    let word: String
    /// What the word needs to know; null for a bare word.
    let detail: JSON

    /// Why a fault cannot be switched on.
    struct Unknown: Error, CustomStringConvertible {
        let description: String
    }

    /// Reads and tries a fault; throws for an unknown word or a detail it cannot use.
    init(_ value: JSON) throws(Unknown) {
        if let word = value.text {
            (self.word, detail) = (word, .null)
        } else if let members = value.members, let first = members.first {
            word = first.name
            // `{"status": 429, "retryAfter": 5}`: what follows the word belongs to it.
            detail = members.count == 1 ? first.value : value
        } else {
            throw Unknown(description: "a fault is a word or {\"word\": detail}")
        }
        var trial = Conduct()
        try apply(to: &trial)
    }

    /// Makes `conduct` as bad as this fault says.
    func apply(to conduct: inout Conduct) throws(Unknown) {
        guard let change = Self.catalogue[word] else {
            let known = Self.catalogue.keys.sorted().joined(separator: ", ")
            throw Unknown(description: "no fault is called \(word); there are \(known)")
        }
        try change(&conduct, detail)
    }

    /// The word or the object it was read from.
    var json: JSON {
        if detail == .null { return .string(word) }
        return detail[word] == nil ? .object([.init(name: word, value: detail)]) : detail
    }
}
