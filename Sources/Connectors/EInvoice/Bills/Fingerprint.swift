import Crypto
import Foundation

/// A short stand-in for an id that is too long for the platform.
enum Fingerprint {
    /// The first 32 hex digits of its SHA-256.
    static func of(_ id: String) -> String {
        SHA256.hash(data: Data(id.utf8)).prefix(16)
            .map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }
            .joined()
    }
}
