import Hospital

/// What of a request the words of its answer may quote, and what we must not keep.
struct Quotes: Sendable {
    private let secrets: [String]

    /// Members whose value is a person's.
    static let members: Set<String> = [
        "psn_no", "certno", "mdtrt_cert_no", "psn_name", "card_sn",
    ]

    init(_ input: JSON) {
        secrets = Self.secrets(in: input).sorted { $0.count > $1.count }
    }

    func hidden(in text: String) -> String {
        let cleared = secrets.reduce(text) { $0.replacing($1, with: "***") }
        // Numbers of ID cards have 15 or 18 characters; those of settlements have others.
        return String(
            cleared.replacing(/[0-9]+[Xx]?/) { match in
                [15, 18].contains(match.output.count) ? "***" : match.output
            }.prefix(200))
    }

    private static func secrets(in json: JSON) -> Set<String> {
        switch json {
        case .object(let members):
            members.reduce(into: Set<String>()) { found, member in
                if Self.members.contains(member.key), let text = json.text(member.key),
                    text.count > 1
                {
                    found.insert(text)
                } else {
                    found.formUnion(secrets(in: member.value))
                }
            }
        case .array(let values): values.reduce(into: []) { $0.formUnion(secrets(in: $1)) }
        default: []
        }
    }
}
