import Foundation
import HTTPTypes
import Hospital
import Hummingbird

/// One request at the desk: who asks, what for, in which language.
struct DeskCall: Sendable {
    let method: HTTPRequest.Method
    let path: String
    let query: [String: String]
    /// What a form brought, the desk's own members too; nil for a look.
    var form: [String: String]?
    let tongue: Tongue
    /// The browser's address.
    let origin: String
    /// Whether a page of another site may have sent it.
    let isForged: Bool
    /// What was said at the end of the page before.
    let said: String?
    /// The cookie's secret: of the session, or of a browser nobody has signed in with.
    var secret: String
    var visitor: Visitor?
    /// How much waits on the visitor's screens, by their addresses.
    var waiting: [String: Int] = [:]
    /// What the browser is to keep from now on.
    var cookies: [Cookie] = []

    /// The page's address with its search.
    var here: String { path + Hand.address(query) }

    /// The same place read in another language.
    func address(in tongue: Tongue) -> String {
        path + Hand.address(query.merging(["tongue": tongue.rawValue]) { _, new in new })
    }

    /// What a form brought, without what is the desk's own.
    var content: [String: String]? {
        form?.filter { !["csrf", "consent"].contains($0.key) }
    }
}

/// What forms and addresses hold, `application/x-www-form-urlencoded`.
enum FormText {
    /// More members than any form here has.
    private static let membersAtMost = 1_000

    /// - Returns: The values by name; those of one name that comes several times, a line each.
    static func parse(_ text: String) -> [String: String] {
        var members: [String: String] = [:]
        for pair in text.split(separator: "&").prefix(membersAtMost) {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = plain(parts[0]), let value = plain(parts.count > 1 ? parts[1] : "")
            else { continue }
            members[name] = members[name].map { "\($0)\n\(value)" } ?? value
        }
        return members
    }

    private static func plain(_ text: Substring) -> String? {
        // Browsers send each line break as two characters.
        text.replacing("+", with: " ").removingPercentEncoding?
            .replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    }
}
