/// One card reader: where it is plugged in, and what it sends.
public struct ReaderSettings: Codable, Sendable, Hashable {
    public enum Kind: String, Codable, Sendable {
        /// One line per read over a serial line: QR scanners, magnetic and card dispensers.
        case serial
        /// The ID-card reader module that speaks SDT.
        case idCard
        /// A reader that types like a keyboard, taken from `/dev/input` for the daemon alone.
        case wedge
    }

    public enum Parity: String, Codable, Sendable {
        case none, even, odd
    }

    /// What tells that a number is complete.
    public enum End: String, Codable, Sendable {
        /// CR, LF or both; on a keyboard reader the Enter key.
        case enter
        case tab
        /// Nothing but 80 ms of silence.
        case gap
    }

    /// How the last digit proves the others.
    public enum Check: String, Codable, Sendable {
        case none
        /// Bank and membership cards.
        case luhn
        /// ISO 7064 MOD 11-2, as in resident ID numbers.
        case mod11
    }

    /// The short name in logs and in `labqueue check`.
    public var id: String
    /// The kiosk whose patients use it.
    public var kiosk: String
    public var kind: Kind
    /// A name that udev keeps for this plug, such as `/dev/labqueue-qr`.
    public var device: String
    /// Bits per second.
    public var speed: Int
    public var parity: Parity
    /// Taken off the front of every read, where it is there.
    public var prefix: String
    /// Taken off the back of every read, where it is there.
    public var suffix: String
    public var end: End
    /// A regular expression whose first group is the number; a read that does not match is looked
    /// up whole.
    public var pattern: String?
    /// A regular expression the whole number must match, or it counts as misread.
    public var accepts: String?
    public var check: Check

    public init(
        id: String, kiosk: String, kind: Kind, device: String, speed: Int? = nil,
        parity: Parity = .none, prefix: String = "", suffix: String = "", end: End = .enter,
        pattern: String? = nil, accepts: String? = nil, check: Check = .none
    ) {
        self.id = id
        self.kiosk = kiosk
        self.kind = kind
        self.device = device
        self.speed = speed ?? kind.usualSpeed
        self.parity = parity
        self.prefix = prefix
        self.suffix = suffix
        self.end = end
        self.pattern = pattern
        self.accepts = accepts
        self.check = check
    }
}

extension ReaderSettings.Kind {
    /// Bits per second as readers leave the factory.
    var usualSpeed: Int { self == .idCard ? 115_200 : 9_600 }
}
