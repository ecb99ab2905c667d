/// A code of the hospital with the name it stands for, such as a department or a ward.
public struct Coding: Codable, Hashable, Sendable {
    public let code: String
    public let name: String?

    public init(code: String, name: String? = nil) {
        self.code = code
        self.name = name
    }

    /// From `{"code","name"}`.
    public init(_ members: Members) throws(HISEvent.Malformed) {
        code = try members.text("code")
        name = try members.optionalText("name", atMost: Bounds.name)
    }
}

/// One of the hospital's staff, by number and, where it is told, by name.
public struct Clinician: Codable, Hashable, Sendable {
    /// As in `staff.changed`.
    public let id: String
    public let name: String?

    public init(id: String, name: String? = nil) {
        self.id = id
        self.name = name
    }

    /// From `{"id","name"}`.
    public init(_ members: Members) throws(HISEvent.Malformed) {
        id = try members.text("id")
        name = try members.optionalText("name", atMost: Bounds.name)
    }
}

extension Clinician: CustomStringConvertible, CustomDebugStringConvertible {
    public var description: String { "staff \(id)" }
    public var debugDescription: String { description }
}

extension Members {
    /// A `{"code","name"}`, or nil where the member is absent.
    public func coding(_ name: String) throws(Malformed) -> Coding? {
        guard let members = try optionalMembers(name) else { return nil }
        return try Coding(members)
    }

    /// An `{"id","name"}`, or nil where the member is absent.
    public func clinician(_ name: String) throws(Malformed) -> Clinician? {
        guard let members = try optionalMembers(name) else { return nil }
        return try Clinician(members)
    }
}
