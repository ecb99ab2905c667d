import Foundation
import Hospital
import Wires

/// The visit or stay that an ADT message is about: its PV1, PID and EVN segments.
struct Encounter {
    typealias Draft = HL7Translation.Draft
    typealias Untranslatable = HL7Translation.Untranslatable

    private let patient: String
    private let visit: HL7.Segment
    private let pid: HL7.Segment
    /// When it happened (EVN-6), where that is told.
    let happenedAt: String?
    private let zone: TimeZone

    init(_ message: HL7.Message, _ translation: HL7Translation) throws(Untranslatable) {
        guard let pid = message.first("PID") else {
            throw .missing("PID", "缺少 PID 段", "there is no PID segment")
        }
        self.pid = pid
        patient = try translation.patientID(pid)
        visit = message.first("PV1") ?? HL7.Segment("PV1", fields: [])
        zone = translation.settings.timeZone
        happenedAt = Self.moment(message["EVN-6"], in: zone)
    }

    /// PV1-2, HL7 table 0004.
    var isInpatient: Bool { visit["2"].uppercased() == "I" }

    /// When the patient left (PV1-45), where that is told.
    var dischargedAt: String? { Self.moment(visit["45"], in: zone) ?? happenedAt }

    /// What makes `stay.admitted`.
    var admitted: [Draft] {
        get throws(Untranslatable) {
            var data = try about("stay")
            data["patient"] = .string(patient)
            // The number that people use, where it is not that of the stay: PV1-50, PID-18.
            data.set("number", [visit["50"], pid["18"], visit["19"]].first { !$0.isEmpty } ?? "")
            data.merge(place(in: 3)) { _, told in told }
            data.set("admittedAt", Self.moment(visit["44"], in: zone) ?? happenedAt ?? "")
            return [Draft(kind: .stayAdmitted, data: data, location: "PV1^1")]
        }
    }

    /// What makes `visit.opened`, where the message numbers the visit; without it there is none to open.
    var opened: [Draft] {
        get throws(Untranslatable) {
            guard !visit["19"].isEmpty else { return [] }
            var data = try about("visit")
            data["patient"] = .string(patient)
            data.set("number", [visit["50"], pid["18"]].first { !$0.isEmpty } ?? "")
            data["kind"] = visit["2"].uppercased() == "E" ? "emergency" : "outpatient"
            data["department"] = department(in: 3) ?? coding(3, part: 1)
            data["doctor"] = doctor
            data.set("at", Self.moment(visit["44"], in: zone) ?? happenedAt ?? "")
            return [Draft(kind: .visitOpened, data: data, location: "PV1^1")]
        }
    }

    /// What makes `visit.closed`.
    var closed: [Draft] {
        get throws(Untranslatable) {
            [Draft(kind: .visitClosed, data: try about("visit"), location: "PV1^1")]
        }
    }

    /// What makes `stay.transferred`, to the first of these locations of PV1 that is there.
    func transferred(to locations: [Int]) throws(Untranslatable) -> [Draft] {
        var data = try about("stay")
        guard let field = locations.first(where: { !visit.field($0).present.isEmpty }) else {
            throw .missing(
                "PV1^1^\(locations[0])", "缺少患者位置", "the patient's location is missing")
        }
        data.merge(place(in: field)) { _, told in told }
        data.set("at", happenedAt ?? "")
        return [Draft(kind: .stayTransferred, data: data, location: "PV1^1")]
    }

    /// An event that needs the stay's number and a time, where it is told.
    func step(
        _ kind: HISEvent.Kind, _ time: String, _ moment: String?
    ) throws(Untranslatable) -> [Draft] {
        var data = try about("stay")
        data.set(time, moment ?? "")
        return [Draft(kind: kind, data: data, location: "PV1^1")]
    }

    /// The encounter's number, PV1-19.
    private func about(_ member: String) throws(Untranslatable) -> [String: JSON] {
        let number = visit["19"]
        if number.isEmpty {
            throw .missing("PV1^1^19", "缺少就诊或住院编号", "there is no visit number")
        }
        return [member: .string(number)]
    }

    /// RFC 3339, or nil where there is no such time.
    private static func moment(_ text: String, in zone: TimeZone) -> String? {
        HL7.moment(text, in: zone)?.formatted(
            Date.ISO8601FormatStyle(timeZoneSeparator: .colon, timeZone: zone))
    }
}

extension Encounter {
    /// Department, ward, bed and doctor, of a location (PL) in PV1.
    private func place(in field: Int) -> [String: JSON] {
        var data: [String: JSON] = [:]
        data["department"] = department(in: field)
        data["ward"] = coding(field, part: 1)
        data.set("bed", visit["\(field).3"])
        data["doctor"] = doctor
        return data
    }

    /// PV1-10, the hospital service, or the location's facility, where Chinese senders put it.
    private func department(in field: Int) -> JSON? {
        let service = visit["10.1"]
        guard service.isEmpty else { return coded(service, visit["10.2"]) }
        return coding(field, part: 4)
    }

    /// A part of a location, with its name as subcomponent or, of the ward, as description.
    private func coding(_ field: Int, part: Int) -> JSON? {
        let name = visit["\(field).\(part).2"]
        return coded(
            visit["\(field).\(part)"], name.isEmpty && part == 1 ? visit["\(field).9"] : name)
    }

    private func coded(_ code: String, _ name: String) -> JSON? {
        guard !code.isEmpty, code != "\"\"" else { return nil }
        var coding: [String: JSON] = ["code": .string(code)]
        coding.set("name", name)
        return .object(coding)
    }

    /// PV1-7, the attending doctor.
    private var doctor: JSON? {
        guard !visit["7.1"].isEmpty else { return nil }
        var doctor: [String: JSON] = ["id": .string(visit["7.1"])]
        doctor.set("name", HL7Translation.joined(family: visit["7.2"], given: visit["7.3"]))
        return .object(doctor)
    }
}
