import Foundation

/// How long things may be: characters for text, entries for lists.
enum Bounds {
    static let id = 64
    static let name = 128
    static let card = 64
    static let value = 4_000
    static let cards = 50
    static let items = 200
    static let draws = 24
    /// A day: no later draw is asked for.
    static let minutes = 1_440
}

/// The members of a JSON object, taken out one by one and checked.
struct Members {
    typealias Malformed = HISEvent.Malformed

    let values: [String: JSON]
    /// Where the object is in the event, such as `data.items[2]`.
    let path: String

    init(_ json: JSON, at path: String) throws(Malformed) {
        guard case .object(let values) = json else {
            throw Malformed(member: path, problem: .wrongKind(.object))
        }
        self.values = values
        self.path = path
    }

    func place(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

    func fail(_ name: String, _ problem: Malformed.Problem) -> Malformed {
        Malformed(member: place(name), problem: problem)
    }

    /// A member; JSON's `null` counts as absent.
    func value(_ name: String) -> JSON? {
        guard let value = values[name], value != .null else { return nil }
        return value
    }

    func members(_ name: String) throws(Malformed) -> Members {
        guard let value = value(name) else { throw fail(name, .missing) }
        return try Members(value, at: place(name))
    }

    func text(_ name: String, atMost limit: Int) throws(Malformed) -> String {
        guard let value = value(name) else { throw fail(name, .missing) }
        let text = try Self.text(value, at: place(name), atMost: limit)
        if text.isEmpty { throw fail(name, .empty) }
        return text
    }

    /// Nil where the member is absent or blank.
    func optionalText(_ name: String, atMost limit: Int) throws(Malformed) -> String? {
        guard let value = value(name) else { return nil }
        let text = try Self.text(value, at: place(name), atMost: limit)
        return text.isEmpty ? nil : text
    }

    func list(_ name: String, atMost limit: Int) throws(Malformed) -> [JSON] {
        guard let value = value(name) else { return [] }
        guard case .array(let entries) = value else { throw fail(name, .wrongKind(.list)) }
        if entries.count > limit { throw fail(name, .tooMany(limit: limit)) }
        return entries
    }

    func objects(_ name: String, atMost limit: Int) throws(Malformed) -> [Members] {
        var objects: [Members] = []
        for (index, entry) in try list(name, atMost: limit).enumerated() {
            objects.append(try Members(entry, at: "\(place(name))[\(index)]"))
        }
        return objects
    }

    func texts(_ name: String, atMost limit: Int, each: Int) throws(Malformed) -> [String] {
        var texts: [String] = []
        for (index, entry) in try list(name, atMost: limit).enumerated() {
            let place = "\(place(name))[\(index)]"
            let text = try Self.text(entry, at: place, atMost: each)
            if text.isEmpty { throw Malformed(member: place, problem: .empty) }
            texts.append(text)
        }
        return texts
    }

    static func text(_ value: JSON, at place: String, atMost limit: Int) throws(Malformed) -> String
    {
        guard case .string(let raw) = value else {
            throw Malformed(member: place, problem: .wrongKind(.text))
        }
        let text = raw.trimmingCharacters(in: .whitespaces)
        // Counted in scalars, so that a thousand joined ones are not one character.
        if text.unicodeScalars.count > limit {
            throw Malformed(member: place, problem: .tooLong(limit: limit))
        }
        if text.unicodeScalars.contains(where: \.isControl) {
            throw Malformed(member: place, problem: .controlCharacter)
        }
        return text
    }
}

extension Unicode.Scalar {
    /// Control characters, and marks that turn the direction of the text around them.
    var isControl: Bool {
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
        }
    }
}
