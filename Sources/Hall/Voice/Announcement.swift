/// Something for the loudspeakers of one zone to say.
public struct Announcement: Sendable, Identifiable, Hashable {
    /// The ticket it is about; a newer one of the same ticket takes the older's place.
    public let id: String
    /// The zone, which is the hall.
    public let zone: String
    /// What to say in each language; a zone speaks those it is set to.
    public let sentences: [Language: String]
    /// The patient's name as it stands in the sentences, so that it is read as a name.
    public let name: String?
    public let isEmergency: Bool

    public init(
        id: String, zone: String, sentences: [Language: String], name: String? = nil,
        isEmergency: Bool = false
    ) {
        self.id = id
        self.zone = zone
        self.sentences = sentences
        self.name = name
        self.isEmergency = isEmergency
    }

    /// A patient's call: 请A083号单晓明到3号窗口抽血.
    /// - Parameters:
    ///   - window: As patients read it, `3号窗口`; a bare `3` becomes that.
    ///   - name: Nil where names are not spoken.
    ///   - act: What happens there.
    public static func call(
        id: String, zone: String, label: String, name: String?, window: String,
        act: String = "抽血", isEmergency: Bool = false
    ) -> Announcement {
        let isBare = window.allSatisfy { $0.isASCII }
        let place = isBare ? "\(window)号窗口" : window
        let number = place.hasSuffix("号窗口") ? String(place.dropLast(3)) : place
        let chinese = "请\(label)号\(name ?? "")到\(place)\(act)"
        return Announcement(
            id: id, zone: zone,
            sentences: [
                .mandarin: chinese, .cantonese: chinese,
                .english: "\(label), please go to window \(number)",
            ],
            name: name, isEmergency: isEmergency)
    }
}

/// A name is heard in the hall, but never read in a log.
extension Announcement: CustomStringConvertible, CustomDebugStringConvertible {
    public var description: String { "announcement \(id) in \(zone)" }
    public var debugDescription: String { description }
}
