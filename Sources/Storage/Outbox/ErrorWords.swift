/// An error whose own words may be logged and shown: they are for people, and nothing of a patient
/// and no secret can be in them.
public protocol PlainError: Error, CustomStringConvertible {}

extension Error {
    /// Whether it is the database's trouble rather than that of what was written.
    public var isOfStorage: Bool {
        guard let error = self as? StorageError else { return false }
        return switch error.kind {
        case .constraint, .mismatch, .statement: false
        default: true
        }
    }

    /// What may be said of an error of unknown origin, which may hold a patient's name: its words
    /// where they are ours, else only its kind.
    public var safeWords: String {
        switch self {
        case let error as StorageError: return error.description
        case let error as any PlainError: return error.description
        case let error as DecodingError: return "unreadable: \(error.whereabouts)"
        default:
            let type = String(describing: type(of: self))
            guard Mirror(reflecting: self).displayStyle == .enum,
                Mirror(reflecting: self).children.isEmpty
            else { return type }
            return "\(type).\(self)"
        }
    }
}
