/// Where money changed hands, and through whose.
public struct Counter: Codable, Hashable, Sendable {
    public enum Source: String, Codable, Sendable, CaseIterable {
        case window, kiosk, app
    }

    public let source: Source?
    /// The number of the window, the kiosk or the app.
    public let point: String?
    /// The staff number of who took or gave it.
    public let cashier: String?
    public let cashierName: String?

    /// - Parameter cashier: The member that names the person, `cashier` or `operator`; the
    ///   name is in the member with `Name` after it.
    init(_ data: Members, cashier member: String) throws(HISEvent.Malformed) {
        source = try data.optionalWord("source", of: Source.self)
        point = try data.optionalText("point")
        cashier = try data.optionalText(member)
        cashierName = try data.optionalText(member + "Name", atMost: Bounds.name)
    }
}

extension Counter: CustomStringConvertible, CustomDebugStringConvertible {
    public var description: String {
        "\(source?.rawValue ?? "counter") \(point ?? "unknown"), staff \(cashier ?? "unknown")"
    }
    public var debugDescription: String { description }
}
