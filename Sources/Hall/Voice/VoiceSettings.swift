/// The loudspeakers of the hospital; `voice: {}` is a complete section of the settings file.
public struct VoiceSettings: Codable, Sendable, Hashable {
    public var zones: [Zone]

    public init(zones: [Zone] = []) { self.zones = zones }

    public init(from decoder: any Decoder) throws {
        try decoder.refuseKeys(except: ["zones"])
        let values = try decoder.container(keyedBy: CodingKeys.self)
        zones = try values.decodeIfPresent([Zone].self, forKey: .zones) ?? []
        if let twice = zones.map(\.id).firstRepeated {
            throw DecodingError.dataCorruptedError(
                forKey: .zones, in: values,
                debugDescription: "two voice zones are called \(twice); give each hall one zone")
        }
    }

    /// The same settings with a usual zone for every hall that has none.
    public func covering(_ halls: [String]) -> VoiceSettings {
        let missing = halls.filter { hall in !zones.contains { $0.id == hall } }
        return VoiceSettings(zones: zones + missing.map { Zone(id: $0) })
    }
}

extension [String] {
    fileprivate var firstRepeated: String? {
        var seen: Set<String> = []
        return first { !seen.insert($0).inserted }
    }
}

extension Decoder {
    /// A misspelt setting is an error, not a default.
    func refuseKeys(except known: Set<String>) throws {
        let keys = try container(keyedBy: AnyKey.self).allKeys.map(\.stringValue)
        let strange = keys.filter { !known.contains($0) }.sorted()
        guard strange.isEmpty else {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: codingPath,
                    debugDescription: "unknown voice setting \(strange.joined(separator: ", ")); "
                        + "known are \(known.sorted().joined(separator: ", "))"))
        }
    }
}

private struct AnyKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}
