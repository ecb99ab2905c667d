import Foundation
import Hospital
import Wires

extension HL7Translation {
    func patient(in message: HL7.Message, _ kind: HISEvent.Kind) throws(Untranslatable) -> Draft {
        guard let pid = message.first("PID") else {
            throw .missing("PID", "缺少 PID 段", "there is no PID segment")
        }
        var data: [String: JSON] = ["patient": .string(try patientID(pid))]
        data.set("name", Self.name(pid.field(5)))
        data.set("sex", ["F", "M"].contains(pid["8"]) ? pid["8"] : "U")
        // A birth time is cut to its day; where only the year is known, nothing is said.
        if let day = pid["7"].wholeMatch(of: /(\d{4})(\d\d)(\d\d).*/) {
            data.set("birthDate", "\(day.1)-\(day.2)-\(day.3)")
        }
        let phone = [pid["13.12"], pid["13.1"]].first { !$0.isEmpty } ?? ""
        data.set("phone", phone)
        data.set("address", Self.address(pid))
        data["cards"] = .array(cards(pid))
        data["documents"] = .array(documents(pid))
        return Draft(kind: kind, data: data, location: "PID^1")
    }

    /// The patient's number: of all identifiers in PID-3 the first that is one.
    func patientID(_ pid: HL7.Segment) throws(Untranslatable) -> String {
        let found = pid.field(3).present.first { meaning(of: $0) == .patient }
        guard let id = found?.text(1), !id.isEmpty else {
            throw .missing("PID^1^3", "缺少患者编号（PI 或 MR）", "there is no patient id (PI or MR)")
        }
        return id
    }

    private func meaning(of identifier: HL7.Repetition) -> Identifier? {
        settings.identifiers[identifier.text(5).uppercased()]
    }

    private func cards(_ pid: HL7.Segment) -> [JSON] {
        pid.field(3).present.filter { meaning(of: $0) == .card }.map { .string($0.text(1)) }
    }

    private func documents(_ pid: HL7.Segment) -> [JSON] {
        pid.field(3).present.compactMap { identifier in
            guard case .document(let type)? = meaning(of: identifier) else { return nil }
            return ["type": .string(type), "number": .string(identifier.text(1))]
        }
    }

    /// PID-11 in the order of a Chinese address: province, city, street, house.
    private static func address(_ pid: HL7.Segment) -> String {
        ["11.4", "11.3", "11.1", "11.2"].map { pid[$0] }.filter { $0 != "\"\"" }.joined()
    }

    /// The patient whom an order's PID tells of; nil where it does not tell enough.
    ///
    /// An order stands whatever its PID says of the patient, so a fault there is passed by. The
    /// event has an id of its own, so that the order's do not depend on whether it is kept.
    func newcomer(in message: HL7.Message) -> HISEvent? {
        guard
            ["ORM", "OML"].contains(message["MSH-9.1"]),
            let origin = try? Origin(message, settings),
            let draft = try? patient(in: message, .patientRegistered)
        else { return nil }
        return try? origin.event(draft, suffix: ".P", settings)
    }

    /// The name as it is written; of several spellings the one in characters.
    static func name(_ field: HL7.Field) -> String {
        let spellings = field.present
        // XPN-8: I is ideographic.
        guard let name = spellings.first(where: { $0.text(8) == "I" }) ?? spellings.first else {
            return ""
        }
        return joined(family: name.text(1), given: name.text(2))
    }

    /// A name as its script joins it.
    static func joined(family: String, given: String) -> String {
        if given.isEmpty { return family }
        let isLatin = (family + given).allSatisfy(\.isASCII)
        return isLatin ? "\(given) \(family)".trimmingCharacters(in: .whitespaces) : family + given
    }
}
