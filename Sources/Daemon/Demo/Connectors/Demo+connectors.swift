extension Demo {
    /// The sections of connectors, in YAML: those whose other side `counterparties` plays, and
    /// those that have none.
    /// - Parameter environment: Where `counterparties` has said how to talk to it.
    static func connectors(_ environment: [String: String]) -> String {
        let sections = [
            einvoice(environment), insurance(environment), assistance(environment), nursing,
        ].compactMap(\.self)
        return "connectors:\n" + sections.map(indented).joined(separator: "\n")
    }

    /// One level deeper.
    static func indented(_ yaml: String) -> String {
        yaml.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
    }
}
