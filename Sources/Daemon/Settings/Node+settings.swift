import Yams

extension Node {
    /// What `value` is in YAML.
    init(encoding value: some Encodable) throws {
        self = try Yams.compose(yaml: YAMLEncoder().encode(value)) ?? .mapping([:])
    }

    /// The same without one of its keys.
    func without(_ key: String) -> Node {
        guard case .mapping(var members) = self else { return self }
        members[Node(key)] = nil
        return .mapping(members)
    }

    /// Lays these settings over others, mapping by mapping.
    func laid(over base: Node) -> Node {
        guard case .mapping(let mine) = self, case .mapping(var result) = base else { return self }
        for (key, value) in mine {
            result[key] = result[key].map { value.laid(over: $0) } ?? value
        }
        return .mapping(result)
    }

    /// The keys given here that mean nothing to `understood`, with their path.
    func keys(missingFrom understood: Node, at path: String = "") -> [String] {
        switch (self, understood) {
        case (.mapping(let mine), .mapping(let theirs)):
            mine.flatMap { key, value -> [String] in
                let name = key.string ?? "?"
                let here = path.isEmpty ? name : "\(path).\(name)"
                guard let other = theirs[key] else { return value.null == nil ? [here] : [] }
                return value.keys(missingFrom: other, at: here)
            }
        case (.sequence(let mine), .sequence(let theirs)):
            zip(mine, theirs).enumerated().flatMap { index, pair in
                pair.0.keys(missingFrom: pair.1, at: "\(path)[\(index)]")
            }
        default: []
        }
    }

    /// This with the value of `sample` at `place`; nil where the sample has nothing there.
    ///
    /// Names and places in lists that the sample has not, such as another campus, are given what
    /// its first one has.
    func mended(at place: ArraySlice<any CodingKey>, by sample: Node) -> Node? {
        guard let step = place.first else { return sample }
        switch (self, sample) {
        case (.mapping(var mine), .mapping(let theirs)):
            let key = Node(step.stringValue)
            guard let example = theirs[key] ?? theirs.values.first else { return nil }
            guard place.count > 1, let old = mine[key] else {
                mine[key] = example
                return .mapping(mine)
            }
            guard let new = old.mended(at: place.dropFirst(), by: example) else { return nil }
            mine[key] = new
            return .mapping(mine)
        case (.sequence(var mine), .sequence(let theirs)):
            guard let index = step.intValue, mine.indices.contains(index),
                let example = theirs.first,
                let new = mine[index].mended(at: place.dropFirst(), by: example)
            else { return nil }
            mine[index] = new
            return .sequence(mine)
        default: return sample
        }
    }
}

extension DecodingError {
    /// Where in the file, the missing key included.
    var place: [any CodingKey] {
        switch self {
        case .keyNotFound(let key, let context): context.codingPath + [key]
        case .typeMismatch(_, let context), .valueNotFound(_, let context),
            .dataCorrupted(let context):
            context.codingPath
        @unknown default: []
        }
    }

    /// Where in the file, and what was expected.
    func sentence(under section: String = "") -> String {
        func name(_ path: [any CodingKey]) -> String {
            let parts = path.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }
            let whole = ((section.isEmpty ? [] : [section]) + parts).joined(separator: ".")
            return whole.isEmpty ? "the file" : whole
        }
        switch self {
        case .keyNotFound(let key, let context):
            return "\(name(context.codingPath)) lacks \(key.stringValue)"
        case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
            return "\(name(context.codingPath)) is not a \(type): \(context.debugDescription)"
        case .dataCorrupted(let context):
            return "\(name(context.codingPath)): \(context.debugDescription)"
        @unknown default: return "\(self)"
        }
    }
}
