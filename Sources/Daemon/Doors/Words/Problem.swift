import Foundation
import Lab

/// An answer that says no: RFC 9457, in two languages, with what to do.
public struct Problem: Error, Sendable {
    /// Stable, kebab-case; the end of the `type` URN.
    let code: String
    let status: Int
    /// A few words.
    let title: Words
    /// What was attempted and why it failed.
    let detail: Words
    /// What to do about it.
    let action: Words
    /// Members of this problem's own, such as the ticket that is in the way.
    var extra: [String: String] = [:]

    init(
        _ code: String, _ status: Int, _ title: Words, _ detail: Words, _ action: Words,
        extra: [String: String] = [:]
    ) {
        self.code = code
        self.status = status
        self.title = title
        self.detail = detail
        self.action = action
        self.extra = extra
    }

    static let mediaType = "application/problem+json"
}

extension Problem: Encodable {
    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(_ name: String) { stringValue = name }
        init?(stringValue: String) { self.init(stringValue) }
        init?(intValue: Int) { nil }
    }

    public func encode(to encoder: any Encoder) throws {
        var whole = encoder.container(keyedBy: Name.self)
        try whole.encode("urn:labqueue:\(code)", forKey: Name("type"))
        try whole.encode(title.zh, forKey: Name("title"))
        try whole.encode(status, forKey: Name("status"))
        try whole.encode(detail.zh, forKey: Name("detail"))
        try whole.encode(action.zh, forKey: Name("action"))
        try whole.encode(
            ["title": title.en, "detail": detail.en, "action": action.en], forKey: Name("en"))
        for (name, value) in extra { try whole.encode(value, forKey: Name(name)) }
    }
}
