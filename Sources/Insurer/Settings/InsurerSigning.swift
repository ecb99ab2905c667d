import Hub

/// How the gateway in front of the platform knows that a call is ours, as the settings say it.
public struct InsurerSigning: Codable, Hashable, Sendable {
    public enum Kind: String, Codable, Sendable, CaseIterable {
        /// x-tif headers over time, token and nonce.
        case tif
        /// x-ca headers, an HMAC over time and body; see `GatewaySigner.ca`.
        case ca
        /// One header that holds the key.
        case apikey
    }

    public var kind = Kind.tif
    /// The paasid of `tif`, the x-ca-key of `ca`; not used by `apikey`.
    public var id = ""
    /// The token of `tif`, the secret of `ca`, the key of `apikey`.
    public var token: Secret
    /// What stands before each service's path; `/ebus/<paasid>` for `tif` where left out.
    public var prefix: String?

    public init(kind: Kind = .tif, id: String = "", token: Secret) {
        self.kind = kind
        self.id = id
        self.token = token
    }

    public init(from decoder: any Decoder) throws {
        let asked = try decoder.container(keyedBy: CodingKeys.self)
        kind = try asked.decode(.kind, or: kind)
        id = try asked.decode(.id, or: id)
        token = try asked.decode(Secret.self, forKey: .token)
        prefix = try asked.decodeIfPresent(String.self, forKey: .prefix)
    }

    func check(as name: String) throws(SettingsFault) {
        if kind != .apikey && id.isEmpty {
            throw SettingsFault("\(name).id: must be the number the gateway knows us by")
        }
        if let prefix, !prefix.isEmpty, !prefix.hasPrefix("/") || prefix.hasSuffix("/") {
            throw SettingsFault("\(name).prefix: must be such as /ebus/hospital, or empty")
        }
    }

    /// - Parameter name: What the settings call it, for the error.
    func signer(as name: String) throws -> GatewaySigner {
        let token = try token.reveal(as: "\(name).token")
        return switch kind {
        case .tif: .tif(paasid: id, token: token)
        case .ca: .ca(key: id, secret: token)
        case .apikey: .apikey(token)
        }
    }
}
