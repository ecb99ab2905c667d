/// A patient as the hospital knows them.
public struct Patient: Codable, Hashable, Sendable, Identifiable {
    public enum Sex: String, Codable, Sendable {
        case female = "F"
        case male = "M"
        case unknown = "U"
    }

    /// A paper that says who somebody is.
    public struct Document: Codable, Hashable, Sendable {
        /// Such as `resident` or `passport`.
        public let type: String
        public let number: String

        public init(type: String, number: String) {
            self.type = type
            self.number = number
        }
    }

    /// The hospital's own number of the patient.
    public let id: String
    public var name: String
    public var sex: Sex
    /// `yyyy-MM-dd`, where the hospital knows it.
    public var birthDate: String?
    public var phone: String?
    public var address: String?
    public var cards: [String]
    public var documents: [Document]

    public init(
        id: String, name: String, sex: Sex = .unknown, birthDate: String? = nil,
        phone: String? = nil, address: String? = nil, cards: [String] = [],
        documents: [Document] = []
    ) {
        self.id = id
        self.name = name
        self.sex = sex
        self.birthDate = birthDate
        self.phone = phone
        self.address = address
        self.cards = cards
        self.documents = documents
    }
}

/// A patient is never spelled out in a log.
extension Patient: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "a patient" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension Patient.Document: CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    public var description: String { "a \(type) document" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
