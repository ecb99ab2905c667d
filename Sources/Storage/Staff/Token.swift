import Foundation

/// What lets a device or a neighbouring system in: one role at one place.
///
/// Only the hash of its secret is kept.
public struct Token: Hashable, Sendable, Identifiable {
    public enum Role: String, Codable, Sendable, CaseIterable {
        case kiosk, window, triage, board, his, lis, app, integrator, admin
    }

    public let id: String
    public let role: Role
    /// The place it is for, such as window `3`; nil for every place.
    public let scope: String?
    /// SHA-256 of the secret, 64 hexadecimal digits.
    public let hash: String
    /// What a person calls it, such as 三号窗口平板.
    public let label: String
    public let createdAt: Date
    public let createdBy: String
    public internal(set) var revokedAt: Date?
    public internal(set) var lastUsedAt: Date?

    public init(
        id: String, role: Role, scope: String?, hash: String, label: String, createdAt: Date,
        createdBy: String
    ) {
        self.id = id
        self.role = role
        self.scope = scope
        self.hash = hash
        self.label = label
        self.createdAt = createdAt
        self.createdBy = createdBy
    }
}
