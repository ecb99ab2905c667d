import Foundation
import Hall
import Lab

extension Settings {
    /// What holds where the settings file is silent: everything but halls and boards.
    public static let standard = Settings(
        hospital: Hospital(
            name: "医院", nameEn: "Hospital", timeZone: "Asia/Shanghai", dayChange: "03:00",
            campuses: ["benbu", "jinshan"]),
        http: HTTP(
            host: "127.0.0.1", port: 8080, address: nil, tls: nil, requestsPerSecond: 10_000,
            bodyAtMost: 1 << 20),
        hl7: HL7(
            host: "127.0.0.1", port: 2575, characterSet: "UNICODE UTF-8", campus: "benbu",
            secondsPerMessage: 30, tls: nil),
        storage: "sqlite", halls: [], boards: [], printers: [], readers: [],
        voice: VoiceSettings(), wires: Wires(trust: []), outbox: OutboxSettings(),
        timetable: TimetableSettings(), connectors: .none)

    /// Local time of the day change, in seconds after midnight.
    public var dayChangesAt: TimeInterval {
        let parts = hospital.dayChange.split(separator: ":").compactMap { Double($0) }
        return parts.count == 2 ? parts[0] * 3600 + parts[1] * 60 : 3 * 3600
    }

    public var timeZone: TimeZone { TimeZone(identifier: hospital.timeZone) ?? .hospital }
}

extension HallSettings {
    /// What holds where a hall of the settings file is silent.
    static let standard = HallSettings(
        id: "draw", name: "采血大厅", nameEn: "Blood draw hall", campus: "benbu",
        queues: [], windows: [],
        routing: Routing(
            otherwise: "A", emergency: nil, timed: nil, children: nil, childUnder: 14,
            priorityFrom: 70, departments: [:]),
        rules: nil, kiosks: [], advice: [])
}
