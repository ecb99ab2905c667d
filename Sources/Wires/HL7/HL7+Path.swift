extension HL7.Message {
    /// The text at a path such as `PID-3`, `PID-3.1`, `PID-3[2].4.2` or, of the second OBX,
    /// `OBX[2]-5`; empty where there is none.
    ///
    /// Everything counts from 1. A part left out is the first.
    public subscript(path: String) -> String {
        guard let (name, rest) = path.splitOnce("-") else { return "" }
        let (segment, occurrence) = name.indexed
        guard let occurrence else { return "" }
        let found = segments.lazy.filter { $0.name == segment }.dropFirst(occurrence - 1).first
        return found?[rest] ?? ""
    }

    public func first(_ name: String) -> HL7.Segment? { segments.first { $0.name == name } }

    /// Runs of segments that belong together, each beginning at a `name`
    /// or at a `leader` right before one, such as the OBR with its ORC and its OBX.
    ///
    /// What comes before the first of them is left out.
    public func groups(at name: String, ledBy leader: String? = nil) -> [[HL7.Segment]] {
        var groups: [[HL7.Segment]] = []
        var led = false
        for segment in segments {
            if segment.name == leader || (segment.name == name && !led) {
                groups.append([segment])
            } else if !groups.isEmpty {
                groups[groups.count - 1].append(segment)
            }
            // The leader leads one; a second OBR after it stands alone.
            if segment.name == leader { led = true } else if segment.name == name { led = false }
        }
        return groups
    }
}

extension HL7.Segment {
    /// A field by its number from 1; empty where there is none.
    public func field(_ number: Int) -> HL7.Field {
        fields.indices.contains(number - 1) ? fields[number - 1] : .empty
    }

    /// The text at a path such as `3`, `3.1` or `3[2].4.2`.
    public subscript(path: String) -> String {
        let parts = path.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...3).contains(parts.count), let head = parts.first else { return "" }
        let (number, repetition) = String(head).indexed
        guard let number = Int(number), let repetition else { return "" }
        let numbers = parts.dropFirst().map { Int($0) ?? 0 }
        let values = field(number).repetitions
        guard values.indices.contains(repetition - 1) else { return "" }
        return values[repetition - 1].text(
            numbers.first ?? 1, numbers.count > 1 ? numbers[1] : 1)
    }
}

extension HL7.Field {
    /// The first component of the first value.
    public var text: String { repetitions.first?.text(1) ?? "" }

    /// The values that have anything in them.
    public var present: [HL7.Repetition] { repetitions.filter { !$0.isEmpty } }
}

extension HL7.Repetition {
    public var isEmpty: Bool { components.allSatisfy { $0.subcomponents.allSatisfy(\.isEmpty) } }

    /// A component, and a subcomponent of it, by number from 1; empty where there is none.
    public func text(_ component: Int, _ subcomponent: Int = 1) -> String {
        guard components.indices.contains(component - 1) else { return "" }
        let parts = components[component - 1].subcomponents
        return parts.indices.contains(subcomponent - 1) ? parts[subcomponent - 1] : ""
    }
}

extension String {
    fileprivate func splitOnce(_ mark: Character) -> (String, String)? {
        guard let at = firstIndex(of: mark) else { return nil }
        return (String(self[..<at]), String(self[index(after: at)...]))
    }

    /// `OBX[2]` as `OBX` and 2; no index is 1, a bad one is nil.
    fileprivate var indexed: (String, Int?) {
        guard let open = firstIndex(of: "["), last == "]" else { return (self, 1) }
        let number = Int(self[index(after: open)..<index(before: endIndex)])
        return (String(self[..<open]), number.flatMap { $0 > 0 ? $0 : nil })
    }
}
