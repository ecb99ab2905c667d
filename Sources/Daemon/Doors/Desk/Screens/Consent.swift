import Crypto
import Foundation
import Storage

/// The paper on which a person says yes: for one form, one session, once, for ten minutes.
struct Consent: Codable, Sendable {
    let id: String
    /// Of the form asked about and the session it is asked in.
    let digest: String
    let until: Date

    static let purpose = "confirm"
    static let lifetime: TimeInterval = 600

    init(for form: [String: String], at place: String, of session: String, now: Date) {
        id = Passwords.random(bytes: 16).hexadecimal
        digest = Self.digest(form, place, session)
        until = now + Self.lifetime
    }

    func isFor(_ form: [String: String], at place: String, of session: String, now: Date) -> Bool {
        until > now && digest == Self.digest(form, place, session)
    }

    /// Each part with its length, so that no two forms share a digest.
    private static func digest(
        _ form: [String: String], _ place: String, _ session: String
    ) -> String {
        let parts =
            [place, session] + form.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
        let text = parts.map { "\($0.utf8.count):\($0)" }.joined()
        return Data(SHA256.hash(data: Data(text.utf8))).hexadecimal
    }
}
