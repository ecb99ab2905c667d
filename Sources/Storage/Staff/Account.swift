import Foundation

/// A person who may sign in at the desk.
public struct Account: Hashable, Sendable, Identifiable {
    /// The staff number by which the HIS knows them, such as `U07`.
    public let id: String
    public var name: String
    /// What they may do, in the words of `Caller.Role`.
    public var roles: Set<String>
    /// Where they work; everywhere where empty.
    public var campuses: [String]
    /// The password's hash with its salt and parameters; never the password.
    public var password: String
    /// Whether somebody else chose the password, so that a new one comes first.
    public var mustChange: Bool
    public let createdAt: Date
    public let createdBy: String
    public internal(set) var disabledAt: Date?

    public init(
        id: String, name: String, roles: Set<String>, campuses: [String], password: String,
        mustChange: Bool, createdAt: Date, createdBy: String
    ) {
        self.id = id
        self.name = name
        self.roles = roles
        self.campuses = campuses
        self.password = password
        self.mustChange = mustChange
        self.createdAt = createdAt
        self.createdBy = createdBy
    }

    /// How a staff number is looked up: as people type it, in either case, wide or narrow.
    public static func login(_ typed: String) -> String {
        typed.precomposedStringWithCompatibilityMapping
            .trimmingCharacters(in: .whitespacesAndNewlines).lowercased()
    }
}

/// Holds a password's hash; told by its number.
extension Account: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "staff \(id)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
