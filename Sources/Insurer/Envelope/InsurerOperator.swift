import Hub

/// Who asks the platform (经办人), as the envelope names them.
public struct InsurerOperator: Hashable, Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        /// 经办人
        case person = "1"
        /// 自助终端
        case machine = "2"
        /// 移动终端
        case mobile = "3"
    }

    public let kind: Kind
    /// At most 30 characters.
    public let id: String
    /// At most 50 characters.
    public let name: String

    /// What is longer than the envelope allows is cut: it only tells who asked.
    public init(_ kind: Kind = .person, id: String, name: String) {
        self.kind = kind
        self.id = Self.cut(id, 30)
        self.name = Self.cut(name, 50)
    }

    /// Whoever puts a question to us.
    public init(_ caller: Caller) {
        let kind: Kind =
            if caller.roles.contains(.kiosk) { .machine } else if caller.roles.contains(.app) {
                .mobile
            } else { .person }
        self.init(kind, id: caller.actor, name: caller.name)
    }

    private static func cut(_ text: String, _ limit: Int) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.prefix(limit)))
    }
}
