/// Whose ticket it is.
public struct Person: Codable, Hashable, Sendable {
    public enum Sex: String, Codable, Sendable {
        case female = "F"
        case male = "M"
        case unknown = "U"
    }

    public let id: PatientID
    public let name: String
    public let sex: Sex
    /// `yyyy-MM-dd`, where the hospital knows it.
    public let birthDate: String?

    public init(id: PatientID, name: String, sex: Sex = .unknown, birthDate: String? = nil) {
        self.id = id
        self.name = name
        self.sex = sex
        self.birthDate = birthDate
    }
}

/// A person is never spelled out in a log.
extension Person: CustomStringConvertible, CustomDebugStringConvertible {
    public var description: String { "a patient" }
    public var debugDescription: String { description }
}
