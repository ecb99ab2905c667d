import Foundation
import Hospital
import Hummingbird
import Lab

/// What the desk asks a browser to keep.
struct DeskCookies: Sendable {
    static let session = "desk"
    /// Before anybody has signed in, what the sign-in form's mark is tied to.
    static let door = "desk-door"
    static let tongue = "desk-tongue"
    static let said = "desk-said"

    /// Whether the daemon speaks TLS, so that no cookie leaves without it.
    let secure: Bool

    func session(_ secret: String) -> Cookie { cookie(Self.session, secret, nil) }
    func door(_ secret: String) -> Cookie { cookie(Self.door, secret, nil) }
    func tongue(_ tongue: Tongue) -> Cookie {
        cookie(Self.tongue, tongue.rawValue, 400 * 24 * 3600)
    }

    /// A sentence for the next page.
    func said(_ words: Words) -> Cookie {
        let bounded = Words(String(words.zh.prefix(300)), String(words.en.prefix(300)))
        let text = (try? JSONEncoder().encode(bounded))?.addressText ?? ""
        return cookie(Self.said, text, 60)
    }

    func gone(_ name: String) -> Cookie { cookie(name, "", 0) }

    static func words(said text: String) -> Words? {
        Data(addressText: text).flatMap { try? JSONDecoder().decode(Words.self, from: $0) }
    }

    private func cookie(_ name: String, _ value: String, _ maxAge: Int?) -> Cookie {
        Cookie(
            name: name, value: value, maxAge: maxAge, path: "/", secure: secure, httpOnly: true,
            sameSite: .strict)
    }
}
