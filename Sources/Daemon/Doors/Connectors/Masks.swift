import Foundation
import Hospital
import Hub
import Lab

/// What of an errand and its exchanges a person may see who only has to find the fault:
/// everything but whom it is about and what opens doors.
public struct Masks: Sendable {
    /// Keys and signatures, of which nothing is shown; in lower case, without `_` and `-`.
    private static let secrets: Set<String> = [
        "accesstoken", "apikey", "appkey", "appsecret", "authorization", "key", "password",
        "privatekey", "pwd", "secret", "sign", "signature", "token",
    ]
    /// Names of people: the family name is shown.
    private static let names: Set<String> = [
        "buyername", "contactname", "guardianname", "name", "patientname",
        "patname", "payer", "payername", "psnname",
    ]
    /// What identifies or reaches a person: the last four characters are shown.
    private static let numbers: Set<String> = [
        "addr", "address", "birthdate", "card", "cardno", "cardnumber", "cards", "certno",
        "documents", "email", "idcard", "idcardno", "idno", "mail", "medicalcardno", "mobile",
        "payeracct", "phone", "psncertno", "tel", "telephone",
    ]

    private let type: (any Connector.Type)?
    private let own: Set<String>

    /// - Parameter type: Whose words they are; nil for a connector that is not there any more.
    public init(_ type: (any Connector.Type)?) {
        self.type = type
        own = Set((type?.masked ?? []).map(Self.plain))
    }

    /// The value with what is not to be seen made unreadable.
    public func masked(_ json: JSON) -> JSON {
        switch json {
        case .object(let members):
            .object(
                Dictionary(uniqueKeysWithValues: members.map { ($0, masked($1, named: $0)) }))
        case .array(let values): .array(values.map(masked))
        case .string(let text): Self.envelope(text).map(masked) ?? .string(Self.cleared(text))
        default: json
        }
    }

    private func masked(_ value: JSON, named name: String) -> JSON {
        let name = Self.plain(name)
        if Self.secrets.contains(name) || own.contains(name) {
            return Self.each(value) { _ in "••••" }
        }
        if Self.names.contains(name) {
            return Self.each(value) { Person(id: "", name: $0).maskedName }
        }
        if Self.numbers.contains(name) { return Self.each(value, Self.ending) }
        return masked(value)
    }

    /// A body in the connector's words, in JSON, in a form or in XML; else only its length.
    func masked(body: String) -> JSON {
        let data = Data(body.utf8)
        if let type, let read = try? type.reading(data) { return masked(read) }
        if let read = try? JSON(parsing: data) { return masked(read) }
        if body.hasPrefix("<") { return .string(masked(xml: body)) }
        if let form = Self.form(body) { return masked(form) }
        return body.isEmpty ? .null : .string("(\(data.count) bytes, not shown)")
    }

    /// Elements and attributes by their names, as members of JSON.
    private func masked(xml: String) -> String {
        let element = /<([A-Za-z_][\w.:-]*)([^<>]*)>([^<]+)</
        let attribute = /([A-Za-z_][\w.:-]*)\s*=\s*"([^"]*)"/
        func text(_ value: Substring, named name: Substring) -> String {
            let local = name.split(separator: ":").last.map(String.init) ?? ""
            guard case .string(let hidden) = masked(.string(String(value)), named: local) else {
                return "••••"
            }
            return hidden
        }
        return xml.replacing(element) { match in
            "<\(match.1)\(match.2)>\(text(match.3, named: match.1))<"
        }.replacing(attribute) { match in
            "\(match.1)=\"\(text(match.2, named: match.1))\""
        }
    }
}

extension Masks {
    private static func plain(_ name: String) -> String {
        name.lowercased().filter { $0 != "_" && $0 != "-" }
    }

    /// Hides each text and number in `value`; what is empty stays, for it hides nothing.
    private static func each(_ value: JSON, _ hide: (String) -> String) -> JSON {
        switch value {
        case .string(let text): .string(text.isEmpty ? "" : hide(text))
        case .integer(let number): .string(hide("\(number)"))
        case .decimal(let number): .string(hide("\(number)"))
        case .array(let values): .array(values.map { each($0, hide) })
        case .object(let members): .object(members.mapValues { each($0, hide) })
        case .bool, .null: value
        }
    }

    private static func ending(_ text: String) -> String {
        text.count >= 8 ? "••••\(text.suffix(4))" : "••••"
    }

    /// Base64 of a JSON object, as counterparties like to wrap theirs.
    private static func envelope(_ text: String) -> JSON? {
        guard text.count >= 8, let data = Data(base64Encoded: text),
            let json = try? JSON(parsing: data), case .object = json
        else { return nil }
        return json
    }

    private static func form(_ body: String) -> JSON? {
        guard body.contains("="), !body.contains(where: \.isNewline),
            let items = URLComponents(string: "?\(body)")?.queryItems
        else { return nil }
        return .object(
            Dictionary(items.map { ($0.name, .string($0.value ?? "")) }) { first, _ in first })
    }

    /// Text without what looks like an ID number or a mobile phone, whoever wrote it there.
    static func cleared(_ text: String) -> String {
        let identity = /[1-9]\d{5}(?:19|20)\d{2}[01]\d[0-3]\d{4}[\dXx]/
        let mobile = /(^|[^0-9])(1[3-9]\d{9})(?![0-9])/
        return text.replacing(identity) { ending(String($0.output)) }
            .replacing(mobile) { "\($0.1)\(ending(String($0.2)))" }
    }
}
