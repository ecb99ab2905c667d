import Foundation
import HTTPTypes
import Hummingbird

/// A page that is signed in: its token in a cookie no script can read.
///
/// One browser may show a kiosk, a window and a board at once, so each badge has a cookie of
/// its own; a door takes the one that fits.
enum Session {
    static let prefix = "labqueue-"

    static func cookie(_ token: String, of badge: Badge, secure: Bool) -> Cookie {
        Cookie(
            name: prefix + badge.id, value: token, maxAge: 400 * 24 * 3600, path: "/",
            secure: secure, httpOnly: true, sameSite: .strict)
    }
}

extension Request {
    /// The tokens this request carries: `Authorization: Bearer`, or the cookies of its page.
    var tokens: [String] {
        if let header = headers[.authorization] {
            // Every poll of every screen comes by here: the usual spelling first.
            if header.hasPrefix("Bearer ") { return [String(header.dropFirst(7))] }
            let parts = header.split(separator: " ", maxSplits: 1)
            guard parts.count == 2, parts[0].lowercased() == "bearer" else { return [""] }
            return [String(parts[1])]
        }
        guard let header = headers[.cookie] else { return [] }
        return header.split(separator: ";").lazy
            .map { $0.drop { $0 == " " } }
            .filter { $0.hasPrefix(Session.prefix) }
            .prefix(16)
            .compactMap {
                $0.split(separator: "=", maxSplits: 1).dropFirst().first.map(String.init)
            }
    }

    /// Whether a page of another site may have sent it: a cookie's request that changes
    /// something must come from our own pages.
    var isForged: Bool {
        guard method != .get, method != .head, headers[.authorization] == nil else { return false }
        guard let name = HTTPField.Name("Origin"), let origin = headers[name] else { return false }
        guard let host = head.authority else { return true }
        return origin != "http://\(host)" && origin != "https://\(host)"
    }
}
