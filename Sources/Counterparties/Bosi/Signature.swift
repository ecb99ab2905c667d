import Crypto
import Foundation

/// The platform's signature over an envelope, request or answer (interface §2).
enum Signature {
    /// Upper-case hex MD5 over the members in their fixed order, nothing escaped.
    static func of(
        appid: String, data: String, noise: String, key: String, version: String
    ) -> String {
        let text = "appid=\(appid)&data=\(data)&noise=\(noise)&key=\(key)&version=\(version)"
        return Insecure.MD5.hash(data: Data(text.utf8)).map { byte in
            let hex = String(byte, radix: 16, uppercase: true)
            return byte < 16 ? "0" + hex : hex
        }.joined()
    }
}
