import Foundation
import Storage

extension Store {
    /// Makes the admin's token at the very first start, to be shown once; nil ever after.
    public func makeFirstAdmin(at now: Date) async throws -> String? {
        let known = try await read { try Tokens.all(in: $0).contains { $0.role == .admin } }
        return known
            ? nil : try await makeToken(role: .admin, scope: nil, by: "first start", at: now)
    }
}
