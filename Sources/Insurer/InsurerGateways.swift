import Hub
import Storage

/// The national insurance platform as each of the hospital's campuses reaches it.
public struct InsurerGateways: Sendable {
    private let gateways: [String: InsurerGateway]

    /// Throws `SettingsFault` where an account cannot work or its key is not there.
    /// - Parameter accounts: By the names of the hospital's campuses.
    public init(_ accounts: [String: InsurerAccount], at premises: Premises) throws {
        try Self.check(accounts, campuses: premises.campuses)
        gateways = try Dictionary(
            uniqueKeysWithValues: accounts.map { campus, account in
                (campus, try InsurerGateway(account, of: campus, at: premises))
            })
    }

    /// Finds what cannot work, before anything is sent.
    /// - Parameter known: The hospital's campuses.
    public static func check(
        _ accounts: [String: InsurerAccount], campuses known: [String]
    ) throws(SettingsFault) {
        try SettingsFault.check(campuses: accounts.keys, known: known)
        for (campus, account) in accounts.sorted(by: { $0.key < $1.key }) {
            try account.check(as: "campuses.\(campus)")
        }
    }

    /// The campuses that have an account, in order.
    public var campuses: [String] { gateways.keys.sorted() }

    /// Throws `NoAccount` where the settings do not name the campus.
    public func gateway(of campus: String) throws(NoAccount) -> InsurerGateway {
        guard let gateway = gateways[campus] else { throw NoAccount(campus: campus) }
        return gateway
    }

    public func serves(_ campus: String) -> Bool { gateways[campus] != nil }

    /// Whether the platform answers each campus.
    public func findings(of connector: String) async -> [Finding] {
        var findings: [Finding] = []
        for (_, gateway) in gateways.sorted(by: { $0.key < $1.key }) {
            findings.append(await gateway.finding(of: connector))
        }
        return findings
    }

    /// A campus that the settings do not name, or no longer.
    public struct NoAccount: PlainError {
        public let campus: String
        public var description: String {
            "the settings have no insurer's account for \(campus); add campuses.\(campus)"
        }
    }
}
