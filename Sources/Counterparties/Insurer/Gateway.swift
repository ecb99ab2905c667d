import Crypto
import Foundation

/// The gateway before the platform: who may come in at all (interface §1).
enum Gateway {
    /// How far a caller's clock may be off, in seconds.
    static let window = 300.0

    /// Why the gateway turns a request away; the platform never hears of it.
    struct Closed: Error, Hashable {
        let text: String
    }

    /// Every path of an application begins with this.
    static func prefix(of paasid: String) -> String { "/ebus/\(paasid)" }

    /// The path behind the gateway, and the application named before it.
    static func opened(_ path: String) -> (paasid: String, path: String)? {
        let steps = path.split(separator: "/", maxSplits: 2)
        guard steps.count == 3, steps[0] == "ebus" else { return nil }
        return (String(steps[1]), "/\(steps[2])")
    }

    /// Lower-case hex SHA-256 over time, token, nonce and time again.
    static func signature(timestamp: String, token: String, nonce: String) -> String {
        SHA256.hash(data: Data("\(timestamp)\(token)\(nonce)\(timestamp)".utf8)).map { byte in
            let hex = String(byte, radix: 16)
            return byte < 16 ? "0" + hex : hex
        }.joined()
    }

    /// Who sends `request`, and the nonce that may not come again.
    ///
    /// Looks at the application, the time, the nonce and the signature, in this order.
    static func check(
        _ request: Request, _ institutions: [FundInstitution], _ books: FundBooks, at now: Date
    ) throws(Closed) -> (institution: FundInstitution, nonce: String) {
        let paasid = request.headers["x-tif-paasid"] ?? ""
        guard let institution = institutions.first(where: { $0.paasid == paasid }),
            opened(request.path)?.paasid == paasid
        else { throw Closed(text: "x-tif-paasid不存在或与地址不符") }
        let timestamp = request.headers["x-tif-timestamp"] ?? ""
        guard timestamp.utf8.allSatisfy({ 48...57 ~= $0 }), let seconds = Double(timestamp),
            abs(now.timeIntervalSince1970 - seconds) <= window
        else { throw Closed(text: "x-tif-timestamp超出允许的时间范围") }
        let nonce = request.headers["x-tif-nonce"] ?? ""
        let key = "\(paasid)\n\(nonce)"
        guard !nonce.isEmpty, books.nonces[key] == nil else {
            throw Closed(text: "x-tif-nonce缺失或重复")
        }
        let expected = signature(timestamp: timestamp, token: institution.token, nonce: nonce)
        guard request.headers["x-tif-signature"] == expected else {
            throw Closed(text: "x-tif-signature不正确")
        }
        return (institution, key)
    }
}
