/// What happened to an announcement or a zone, for metrics and for tests.
public enum VoiceEvent: Sendable, Hashable {
    /// It was synthesised ahead.
    case prepared(id: String, zone: String)
    /// The first sound of the announcement was handed to the device.
    case began(id: String, zone: String)
    case ended(id: String, zone: String, End)
    case changed(zone: String, ZoneStatus)

    public enum End: String, Sendable {
        case spoken
        /// Said no more, because the patient has arrived.
        case dropped
        /// A newer one of the same ticket took its place.
        case replaced
        /// It waited too long to be of use.
        case late
        /// More were waiting than the line holds.
        case crowdedOut
        /// The zone has no loudspeaker, or nobody knows the zone.
        case unheard
        /// The program stopped first.
        case cutShort
    }
}

/// Whether a zone can be heard.
public enum ZoneStatus: Sendable, Hashable {
    case ready
    /// There is no device to play on.
    case silent(String)
    /// There is one, but the last announcement did not come out.
    case failed(String)
}

extension ZoneStatus: CustomStringConvertible {
    public var description: String {
        switch self {
        case .ready: "ready"
        case .silent(let reason): "silent: \(reason)"
        case .failed(let reason): "failed: \(reason)"
        }
    }
}
