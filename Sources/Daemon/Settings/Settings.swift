import Foundation
import Hall
import Lab

/// All that a hospital decides about LabQueue; the one file `settings.yaml`.
///
/// Every section has defaults; unknown keys are refused by name, so that a misspelt
/// setting never passes for a default.
public struct Settings: Codable, Sendable {
    public struct Hospital: Codable, Sendable {
        public var name: String
        public var nameEn: String
        public var timeZone: String
        /// Local time of the day change, `HH:mm`, when the hall is empty.
        public var dayChange: String
        public var campuses: [String]
    }

    public struct HTTP: Codable, Sendable {
        public struct TLS: Codable, Sendable {
            /// PEM files.
            public var certificate: String
            public var key: String
        }

        public var host: String
        /// 0 picks a free one.
        public var port: Int
        /// How phones reach this daemon, for the QR code; the listening address where absent.
        public var address: String?
        public var tls: TLS?
        /// Requests per second and address that may change something.
        public var requestsPerSecond: Int
        /// Bytes.
        public var bodyAtMost: Int
    }

    public struct HL7: Codable, Sendable {
        public var host: String
        /// 0 picks a free one.
        public var port: Int
        /// What a message with an empty MSH-18 is written in: `UNICODE UTF-8` or `GB 18030-2000`.
        public var characterSet: String
        /// The campus of messages whose MSH-6 is none of ours; empty to refuse such messages.
        public var campus: String
        /// How long a sender may take over one message, in seconds; then it is hung up on.
        public var secondsPerMessage: Double
        public var tls: HTTP.TLS?
    }

    /// What we speak over to counterparties.
    public struct Wires: Codable, Sendable {
        /// PEM files of authorities trusted beside those of the system.
        public var trust: [String]
    }

    public var hospital: Hospital
    public var http: HTTP
    public var hl7: HL7
    /// Where all is kept: `sqlite`, one file in the data folder, or a server.
    ///
    /// The server is `postgres://user@host/database`; `${NAME}` in it stands for a variable of
    /// the environment, such as a password.
    public var storage: String
    public var halls: [HallSettings]
    public var boards: [BoardSettings]
    public var printers: [PrinterSettings]
    public var readers: [ReaderSettings]
    public var voice: VoiceSettings
    public var wires: Wires
    public var outbox: OutboxSettings
    public var timetable: TimetableSettings
    public var connectors: ConnectorSections
}
