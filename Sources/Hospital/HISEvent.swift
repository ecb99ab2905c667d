import Foundation

/// Something that happened in the hospital, as the HIS tells it.
///
/// On the wire `{"id","type","at","campus","data"}`. What the records and the
/// queue need is read and checked; everything else, unknown members too, is kept in `json`.
public struct HISEvent: Hashable, Sendable {
    /// Unique for ever; a repeat of it is the same event.
    public let id: String
    public let kind: Kind
    public let at: Date
    public let campus: String
    public let data: Payload
    /// The whole envelope as it came.
    public let json: JSON

    /// The envelope in its one spelling, to be stored and compared.
    public var text: String { json.text }
}

extension HISEvent {
    /// Reads and checks an event.
    /// - Parameter campuses: The configured ones; nil to take any, for events already stored.
    public static func decode(
        _ data: Data, campuses: Set<String>?
    ) throws(Malformed) -> HISEvent {
        let json: JSON
        do {
            json = try JSON(parsing: data)
        } catch {
            throw Malformed(member: "", problem: .notJSON)
        }
        return try HISEvent(json, campuses: campuses)
    }

    /// Checks an event that is JSON already.
    public init(_ json: JSON, campuses: Set<String>?) throws(Malformed) {
        let envelope = try Members(json, at: "")
        id = try envelope.text("id", atMost: Bounds.id)
        let type = try envelope.text("type", atMost: Bounds.id)
        guard let kind = Kind(rawValue: type) else {
            throw Malformed(member: "type", problem: .unknownType(type))
        }
        self.kind = kind
        at = try envelope.moment("at")
        campus = try envelope.text("campus", atMost: Bounds.id)
        if let campuses, !campuses.contains(campus) {
            throw Malformed(
                member: "campus", problem: .unknownCampus(campus, known: campuses.sorted()))
        }
        data = try Payload(kind, envelope.members("data"), campus: campus, at: at)
        self.json = json
    }
}

/// Events travel as their envelope.
extension HISEvent: Codable {
    public init(from decoder: any Decoder) throws {
        try self.init(JSON(from: decoder), campuses: nil)
    }

    public func encode(to encoder: any Encoder) throws { try json.encode(to: encoder) }
}

/// Names no patient, card or document; safe to log.
extension HISEvent: CustomStringConvertible, CustomDebugStringConvertible {
    public var description: String { "\(kind.rawValue) \(id) of \(campus)" }
    public var debugDescription: String { description }
}
