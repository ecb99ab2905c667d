import Foundation
import Hub
import Insurer

/// The connector's section of the settings file.
public struct AssistanceSettings: Codable, Hashable, Sendable {
    /// By the names of the hospital's campuses.
    public var campuses: [String: InsurerAccount]
    public var names = ReliefNames()
    public var certificates = CertificateCodes()
    /// Whether the HIS is told not to take a deposit of an assisted person; it is their right to
    /// pay one all the same.
    public var blocks = false
    /// Seconds that a question waits for one answer of the insurer; it is asked twice at most.
    public var patience = 5
    /// Seconds after a failure in which looking again does not ask again; 重新核对 always does.
    public var rest = 60

    public init(campuses: [String: InsurerAccount]) { self.campuses = campuses }

    /// What is left out is as above; `campuses` may not be.
    public init(from decoder: any Decoder) throws {
        let asked = try decoder.container(keyedBy: CodingKeys.self)
        campuses = try asked.decode([String: InsurerAccount].self, forKey: .campuses)
        names = try asked.decode(.names, or: names)
        certificates = try asked.decode(.certificates, or: certificates)
        blocks = try asked.decode(.blocks, or: blocks)
        patience = try asked.decode(.patience, or: patience)
        rest = try asked.decode(.rest, or: rest)
    }

    /// Finds what cannot work, before anything is sent.
    func check(campuses known: [String]) throws {
        try InsurerGateways.check(campuses, campuses: known)
        try names.check()
        if !(1...14).contains(patience) {
            throw SettingsFault("patience: must be 1 to 14 seconds; somebody stands at a counter")
        }
        if rest < 0 { throw SettingsFault("rest: must not be negative") }
    }
}

/// The insurer's codes of certificates (mdtrt_cert_type, psn_cert_type; interface §4).
public struct CertificateCodes: Codable, Hashable, Sendable {
    /// 医保电子凭证.
    public var electronic = "01"
    /// 居民身份证.
    public var resident = "02"
    /// 社会保障卡.
    public var card = "03"
    /// psn_cert_type of a resident's ID card.
    public var document = "01"
    /// What the HIS calls a resident's ID card among a patient's documents.
    public var registered = "resident"

    public init() {}

    public init(from decoder: any Decoder) throws {
        let asked = try decoder.container(keyedBy: CodingKeys.self)
        electronic = try asked.decode(.electronic, or: electronic)
        resident = try asked.decode(.resident, or: resident)
        card = try asked.decode(.card, or: card)
        document = try asked.decode(.document, or: document)
        registered = try asked.decode(.registered, or: registered)
    }
}
