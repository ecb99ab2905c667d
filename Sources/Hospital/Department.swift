/// A part of the hospital, such as 心内科 or a ward.
public struct Department: Codable, Hashable, Sendable, Identifiable {
    /// Its code.
    public let id: String
    public var name: String
    /// As the hospital sorts them, such as `clinical` or `ward`.
    public var kind: String?
    /// Nil where it belongs to all.
    public var campus: String?
    /// Whether it still exists.
    public var isActive: Bool
    /// Codes that others know it by, such as `insurance`.
    public var codes: [String: String]

    public init(
        id: String, name: String, kind: String? = nil, campus: String? = nil,
        isActive: Bool = true, codes: [String: String] = [:]
    ) {
        self.id = id
        self.name = name
        self.kind = kind
        self.campus = campus
        self.isActive = isActive
        self.codes = codes
    }

    init(_ data: Members) throws(HISEvent.Malformed) {
        id = try data.text("department")
        name = try data.text("name", atMost: Bounds.name)
        kind = try data.optionalText("kind")
        campus = try data.optionalText("campus")
        isActive = try data.flag("active") ?? true
        codes = try data.textsByName("codes", atMost: Bounds.cards)
    }
}
