/// A short name the hospital gives to a thing, such as queue `A` or window `3`.
///
/// Each kind of thing has a type of its own, so that a window is never passed for a queue.
public protocol Name: RawRepresentable, Hashable, Codable, Sendable, Comparable,
    ExpressibleByStringLiteral, CustomStringConvertible
where RawValue == String {
    init(rawValue: String)
}

extension Name {
    public init(_ text: some StringProtocol) { self.init(rawValue: String(text)) }
    public init(stringLiteral text: String) { self.init(rawValue: text) }
    public var description: String { rawValue }
    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// A draw area with its own windows, boards and loudspeakers.
public struct HallID: Name {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A queue of a hall; also what its ticket labels begin with.
public struct QueueID: Name {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A window where blood is drawn; unique in the whole hospital.
public struct WindowID: Name {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A ticket; 128 random bits, because it is also the address of the patient's phone page.
public struct TicketID: Name {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A patient as the hospital numbers them.
public struct PatientID: Name {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A laboratory order as the hospital numbers it.
public struct OrderID: Name {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}
