import Foundation

/// The members of a JSON object, taken out one by one and checked.
///
/// An error names the member by its whole path, so that the sender finds it.
public struct Members: Sendable {
    public typealias Malformed = HISEvent.Malformed

    public let values: [String: JSON]
    /// Where the object is in the event, such as `data.items[2]`.
    public let path: String

    /// - Parameter path: Where `json` is in the event; `data` for what an event carries.
    public init(_ json: JSON, at path: String = "data") throws(Malformed) {
        guard case .object(let values) = json else {
            throw Malformed(member: path, problem: .wrongKind(.object))
        }
        self.values = values
        self.path = path
    }

    /// The path of one of the members, such as `data.items[2].code`.
    public func place(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

    /// An error about one of the members, to throw.
    public func fail(_ name: String, _ problem: Malformed.Problem) -> Malformed {
        Malformed(member: place(name), problem: problem)
    }

    /// A member; JSON's `null` counts as absent.
    public func value(_ name: String) -> JSON? {
        guard let value = values[name], value != .null else { return nil }
        return value
    }

    public func members(_ name: String) throws(Malformed) -> Members {
        guard let members = try optionalMembers(name) else { throw fail(name, .missing) }
        return members
    }

    /// Nil where the member is absent.
    public func optionalMembers(_ name: String) throws(Malformed) -> Members? {
        guard let value = value(name) else { return nil }
        return try Members(value, at: place(name))
    }

    /// Text on one line, without the spaces around it; must not be blank.
    /// - Parameter limit: Unicode scalars.
    public func text(_ name: String, atMost limit: Int = Bounds.id) throws(Malformed) -> String {
        guard let value = value(name) else { throw fail(name, .missing) }
        let text = try Self.text(value, at: place(name), atMost: limit)
        if text.isEmpty { throw fail(name, .empty) }
        return text
    }

    /// Nil where the member is absent or blank.
    /// - Parameter limit: Unicode scalars.
    public func optionalText(
        _ name: String, atMost limit: Int = Bounds.id
    ) throws(Malformed) -> String? {
        guard let value = value(name) else { return nil }
        let text = try Self.text(value, at: place(name), atMost: limit)
        return text.isEmpty ? nil : text
    }

    /// Empty where the member is absent.
    /// - Parameter limit: Entries.
    public func list(_ name: String, atMost limit: Int) throws(Malformed) -> [JSON] {
        guard let value = value(name) else { return [] }
        guard case .array(let entries) = value else { throw fail(name, .wrongKind(.list)) }
        if entries.count > limit { throw fail(name, .tooMany(limit: limit)) }
        return entries
    }

    /// A list of objects, each with its own path; empty where the member is absent.
    /// - Parameter limit: Entries.
    public func objects(_ name: String, atMost limit: Int) throws(Malformed) -> [Members] {
        var objects: [Members] = []
        for (index, entry) in try list(name, atMost: limit).enumerated() {
            objects.append(try Members(entry, at: "\(place(name))[\(index)]"))
        }
        return objects
    }

    /// A list of texts, none blank; empty where the member is absent.
    /// - Parameters:
    ///   - limit: Entries.
    ///   - each: Unicode scalars of one entry.
    public func texts(
        _ name: String, atMost limit: Int, each: Int = Bounds.id
    ) throws(Malformed) -> [String] {
        var texts: [String] = []
        for (index, entry) in try list(name, atMost: limit).enumerated() {
            let place = "\(place(name))[\(index)]"
            let text = try Self.text(entry, at: place, atMost: each)
            if text.isEmpty { throw Malformed(member: place, problem: .empty) }
            texts.append(text)
        }
        return texts
    }

    /// Texts by a name that the sender chooses, such as codes by who uses them.
    /// - Parameter limit: Entries.
    public func textsByName(
        _ name: String, atMost limit: Int
    ) throws(Malformed) -> [String: String] {
        guard let named = try optionalMembers(name) else { return [:] }
        if named.values.count > limit { throw fail(name, .tooMany(limit: limit)) }
        var texts: [String: String] = [:]
        for key in named.values.keys.sorted() { texts[key] = try named.optionalText(key) }
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
