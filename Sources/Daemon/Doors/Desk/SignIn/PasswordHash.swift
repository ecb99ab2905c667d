import Crypto
import CryptoExtras
import Foundation

/// A password as it is kept: `scrypt$15$8$3$<salt>$<key>`, both in Base64.
///
/// The cost stands beside it, so that it may grow without anybody losing their password.
struct PasswordHash: Sendable {
    /// What one guess costs; RFC 7914 §2.
    struct Cost: Hashable, Sendable {
        /// Binary logarithm of N.
        let rounds: Int
        let blockSize: Int
        let parallelism: Int

        /// 32 MiB, three times over.
        static let usual = Cost(rounds: 15, blockSize: 8, parallelism: 3)
        /// For passwords made of random bits, which nobody guesses.
        static let demonstration = Cost(rounds: 10, blockSize: 8, parallelism: 1)

        fileprivate var isBearable: Bool {
            (1...20).contains(rounds) && (1...32).contains(blockSize)
                && (1...16).contains(parallelism)
        }
    }

    let cost: Cost
    private let salt: Data
    private let key: Data

    /// Blocks for a good part of a second: never on an event loop.
    init(_ password: String, cost: Cost, salt: Data) throws {
        self.cost = cost
        self.salt = salt
        key = try Self.derive(password, salt, cost)
    }

    /// Reads what `text` gave.
    init?(_ text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 6, parts[0] == "scrypt", let rounds = Int(parts[1]),
            let blockSize = Int(parts[2]), let parallelism = Int(parts[3]),
            let salt = Data(base64Encoded: parts[4]), let key = Data(base64Encoded: parts[5]),
            key.count == Self.length
        else { return nil }
        cost = Cost(rounds: rounds, blockSize: blockSize, parallelism: parallelism)
        guard cost.isBearable else { return nil }
        self.salt = salt
        self.key = key
    }

    var text: String {
        "scrypt$\(cost.rounds)$\(cost.blockSize)$\(cost.parallelism)$"
            + "\(salt.base64EncodedString())$\(key.base64EncodedString())"
    }

    /// Takes the same time whatever the answer; blocks as long as making it did.
    func fits(_ password: String) throws -> Bool {
        let other = try Self.derive(password, salt, cost)
        return zip(key, other).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// Bytes.
    private static let length = 32

    private static func derive(_ password: String, _ salt: Data, _ cost: Cost) throws -> Data {
        // One spelling of what may be typed in several.
        let typed = Data(password.precomposedStringWithCanonicalMapping.utf8)
        return try KDF.Scrypt.deriveKey(
            from: typed, salt: salt, outputByteCount: length, rounds: 1 << cost.rounds,
            blockSize: cost.blockSize, parallelism: cost.parallelism
        ).withUnsafeBytes { Data($0) }
    }
}
