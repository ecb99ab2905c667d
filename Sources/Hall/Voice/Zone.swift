/// A part of the building that hears the same loudspeakers; one for each hall.
public struct Zone: Codable, Sendable, Hashable, Identifiable {
    /// The hall's id.
    public var id: String
    /// An ALSA name, such as `default` or `plughw:1`; `none` for a hall without sound.
    public var device: String
    /// Spoken one after another, in this order.
    public var languages: [Language]
    /// How often each call is spoken.
    public var times: Int
    /// Whether 1 is yāo in numbers of two digits and more; alone it stays yī.
    public var oneAsYao: Bool
    /// Words a minute, 80 to 260.
    public var rate: Int
    /// How loud from which time of day on; full where there are none.
    public var volumes: [Volume]
    /// Whether two soft tones go before the words.
    public var chime: Bool

    public init(
        id: String, device: String = "default", languages: [Language] = [.mandarin],
        times: Int = 2, oneAsYao: Bool = true, rate: Int = 150, volumes: [Volume] = [],
        chime: Bool = true
    ) {
        self.id = id
        self.device = device
        self.languages = languages
        self.times = times
        self.oneAsYao = oneAsYao
        self.rate = rate
        self.volumes = volumes
        self.chime = chime
    }

    public init(from decoder: any Decoder) throws {
        try decoder.refuseKeys(except: [
            "id", "device", "languages", "times", "oneAsYao", "rate", "volumes", "chime",
        ])
        let values = try decoder.container(keyedBy: CodingKeys.self)
        let usual = Zone(id: try values.decode(String.self, forKey: .id))
        func value<Value: Decodable>(_ key: CodingKeys, or other: Value) throws -> Value {
            try values.decodeIfPresent(Value.self, forKey: key) ?? other
        }
        func check(_ good: Bool, _ key: CodingKeys, _ what: String) throws {
            guard good else {
                throw DecodingError.dataCorruptedError(
                    forKey: key, in: values,
                    debugDescription: "voice zone \(usual.id): \(key.stringValue) \(what)")
            }
        }
        id = usual.id
        device = try value(.device, or: usual.device)
        languages = try value(.languages, or: usual.languages)
        times = try value(.times, or: usual.times)
        oneAsYao = try value(.oneAsYao, or: usual.oneAsYao)
        rate = try value(.rate, or: usual.rate)
        volumes = try value(.volumes, or: usual.volumes)
        chime = try value(.chime, or: usual.chime)
        try check(!languages.isEmpty, .languages, "must name zh, en or yue")
        try check((1...5).contains(times), .times, "must be 1 to 5")
        try check((80...260).contains(rate), .rate, "must be 80 to 260 words a minute")
    }

    var hasSound: Bool { device != "none" }
}
