/// Only `id`, `kiosk`, `kind` and `device` must be written; a setting that cannot work is refused.
extension ReaderSettings {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case id, kiosk, kind, device, speed, parity, prefix, suffix, end, pattern, accepts, check
    }

    public init(from decoder: any Decoder) throws {
        let box = try decoder.container(keyedBy: CodingKeys.self)
        let kind = try box.decode(Kind.self, forKey: .kind)
        self.init(
            id: try box.decode(String.self, forKey: .id),
            kiosk: try box.decode(String.self, forKey: .kiosk),
            kind: kind,
            device: try box.decode(String.self, forKey: .device),
            speed: try box.decodeIfPresent(Int.self, forKey: .speed),
            parity: try box.decodeIfPresent(Parity.self, forKey: .parity) ?? .none,
            prefix: try box.decodeIfPresent(String.self, forKey: .prefix) ?? "",
            suffix: try box.decodeIfPresent(String.self, forKey: .suffix) ?? "",
            end: try box.decodeIfPresent(End.self, forKey: .end) ?? .enter,
            pattern: try box.decodeIfPresent(String.self, forKey: .pattern),
            accepts: try box.decodeIfPresent(String.self, forKey: .accepts),
            check: try box.decodeIfPresent(Check.self, forKey: .check) ?? .none)
        try refuse(unless: device.hasPrefix("/"), .device, box, "the path of a device, from /")
        try refuse(
            unless: SerialPort.speeds[speed] != nil, .speed, box,
            "one of \(SerialPort.speeds.keys.sorted())")
        for (key, expression) in [(CodingKeys.pattern, pattern), (.accepts, accepts)] {
            let works = expression.map { (try? Regex($0)) != nil } ?? true
            try refuse(unless: works, key, box, "a regular expression")
        }
    }

    private func refuse(
        unless holds: Bool, _ key: CodingKeys, _ box: KeyedDecodingContainer<CodingKeys>,
        _ wanted: String
    ) throws {
        guard !holds else { return }
        throw DecodingError.dataCorruptedError(
            forKey: key, in: box,
            debugDescription: "reader \(id): \(key.stringValue) must be \(wanted)")
    }
}
