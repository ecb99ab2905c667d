import Hub

extension ConnectorSections {
    /// What is wrong with the sections, those of all connectors together, each as a sentence.
    func problems(for roster: [any Connector.Type]) -> [String] {
        let known = roster.map { $0.name }
        let strangers = written.keys.filter { !known.contains($0) }.sorted().map {
            "connectors.\($0): there is no such connector; known are "
                + (known.isEmpty ? "none" : known.sorted().joined(separator: ", "))
        }
        return strangers
            + roster.flatMap { type in
                written[type.name].map { Self.problems(of: type, in: $0) } ?? []
            }
    }

    /// The names of the connectors that have a section and are not switched off in it.
    func enabled(of roster: [any Connector.Type]) -> Set<String> {
        Set(
            roster.filter { type in written[type.name].map { Self.isEnabled(type, in: $0) } ?? false
            }
            .map { $0.name })
    }

    private static func isEnabled<C: Connector>(_ type: C.Type, in yaml: String) -> Bool {
        (try? ConnectorSection<C>(yaml).isEnabled) ?? false
    }

    private static func problems<C: Connector>(of type: C.Type, in yaml: String) -> [String] {
        do {
            let section = try ConnectorSection<C>(yaml)
            return section.isEnabled ? section.problems : []
        } catch {
            return ["connectors.\(C.name) cannot be read: \(error)"]
        }
    }
}
