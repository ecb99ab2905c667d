import Crypto
import Foundation

/// What shows the gateway that a call is ours (interface §1); the keys sign and are never logged.
enum GatewaySigner: Sendable {
    /// Hex SHA-256 over time, token, nonce and time again.
    case tif(paasid: String, token: String)
    /// HMAC-SHA256 over milliseconds and body, in lower-case hex.
    ///
    /// Case and encoding (hex or Base64) differ per site: not to be used before the site's own
    /// document has been compared with this.
    case ca(key: String, secret: String)
    case apikey(String)

    /// What stands before each service's path.
    var prefix: String {
        if case .tif(let paasid, _) = self { "/ebus/\(paasid)" } else { "" }
    }

    /// - Parameters:
    ///   - moment: Now; the gateway refuses a clock that is minutes off.
    ///   - nonce: Never the same twice.
    func headers(for body: Data, at moment: Date, nonce: String) -> [String: String] {
        switch self {
        case .tif(let paasid, let token):
            let seconds = String(Int64(moment.timeIntervalSince1970))
            return [
                "x-tif-paasid": paasid, "x-tif-timestamp": seconds, "x-tif-nonce": nonce,
                "x-tif-signature": Self.tif(seconds, token: token, nonce: nonce),
            ]
        case .ca(let key, let secret):
            let millis = String(Int64((moment.timeIntervalSince1970 * 1000).rounded()))
            let code = HMAC<SHA256>.authenticationCode(
                for: Data("\(millis)\n".utf8) + body, using: SymmetricKey(data: Data(secret.utf8)))
            return ["x-ca-key": key, "x-ca-signature": "\(millis):\(Self.hex(code))"]
        case .apikey(let key): return ["apikey": key]
        }
    }

    static func tif(_ seconds: String, token: String, nonce: String) -> String {
        hex(SHA256.hash(data: Data((seconds + token + nonce + seconds).utf8)))
    }

    private static func hex(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }
}

/// The keys are never spelled out.
extension GatewaySigner: CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    var description: String { "a signer" }
    var debugDescription: String { description }
    var customMirror: Mirror { Mirror(self, children: []) }
}
