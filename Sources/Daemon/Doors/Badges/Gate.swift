import Crypto
import Foundation
import Storage
import Synchronization

/// Who holds which token; the store's table, looked at again when it is five seconds old.
final class Gate: Sendable {
    private struct Memory {
        var badges: [String: Badge] = [:]
        var readAt = ContinuousClock.now - .seconds(3600)
    }

    private let store: Store
    private let memory = Mutex(Memory())
    /// After this long a revoked token no longer opens anything.
    private static let lifetime = Duration.seconds(5)

    init(store: Store) { self.store = store }

    /// The badge of `token`, or nil for one that is unknown or revoked.
    func badge(of token: String) async throws -> Badge? {
        guard token.utf8.count <= 128 else { return nil }
        let (known, age) = memory.withLock { ($0.badges[token], $0.readAt.duration(to: .now)) }
        if let known, age < Self.lifetime { return known }
        if age >= Self.lifetime { memory.withLock { $0 = Memory(readAt: .now) } }
        let hash = Self.hash(of: token)
        guard
            let row = try await store.read({ try Tokens.find(hash: hash, in: $0) })
        else { return nil }
        let badge = Badge(id: row.id, role: row.role, scope: row.scope)
        memory.withLock { $0.badges[token] = badge }
        return badge
    }

    /// Tokens hold 160 random bits, so a plain hash keeps them.
    static func hash(of token: String) -> String {
        SHA256.hash(data: Data(token.utf8)).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }
}

extension Store {
    /// Makes a token; it is shown this once, the store keeps its hash.
    public func makeToken(
        role: Badge.Role, scope: String?, label: String = "", by who: String, at now: Date
    ) async throws -> String {
        let random = SymmetricKey(size: .init(bitCount: 160)).withUnsafeBytes { bytes in
            bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
        let token = "lq_\(random)"
        let row = Token(
            id: String(Gate.hash(of: token).prefix(10)), role: role, scope: scope,
            hash: Gate.hash(of: token), label: label, createdAt: now, createdBy: who)
        try await engine.write { transaction in
            try Tokens.insert(row, in: transaction)
            try Audit.append(
                Audit.Entry(
                    at: now, actor: who, origin: "", action: "token.make",
                    target: "\(row.id) \(role.rawValue)", detail: scope ?? ""),
                in: transaction)
        }
        return token
    }
}
