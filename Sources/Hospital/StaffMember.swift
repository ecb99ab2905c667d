/// Somebody who works in the hospital.
public struct StaffMember: Codable, Hashable, Sendable, Identifiable {
    public let id: String
    public var name: String
    /// The code of the department.
    public var department: String?
    /// Such as 主任医师.
    public var title: String?
    public var phone: String?
    /// Whether they still work here.
    public var isActive: Bool
    /// Numbers that others know them by, such as `insurance`.
    public var codes: [String: String]

    public init(
        id: String, name: String, department: String? = nil, title: String? = nil,
        phone: String? = nil, isActive: Bool = true, codes: [String: String] = [:]
    ) {
        self.id = id
        self.name = name
        self.department = department
        self.title = title
        self.phone = phone
        self.isActive = isActive
        self.codes = codes
    }

    init(_ data: Members) throws(HISEvent.Malformed) {
        id = try data.text("staff")
        name = try data.text("name", atMost: Bounds.name)
        department = try data.optionalText("department")
        title = try data.optionalText("title", atMost: Bounds.name)
        phone = try data.optionalText("phone")
        isActive = try data.flag("active") ?? true
        codes = try data.textsByName("codes", atMost: Bounds.cards)
    }
}

extension StaffMember: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "staff \(id)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
