import Foundation

/// A person the fund insures: 参保人.
struct FundMember: Codable, Sendable {
    let psnNo: String
    /// Of the identity card.
    let certNo: String
    let name: String
    /// `1` male, `2` female, `9` not said.
    let sex: String
    /// `yyyy-MM-dd`.
    let birth: String
    /// Of the electronic certificate.
    let token: String
    /// Of the social-security card, with its recognition code.
    let card: String
    let cardSN: String
    var insurances: [Insurance]
    var identities: [Identity] = []
    /// Nil where the region says nothing of it.
    var relief: Relief?

    /// A row of `insuinfo`.
    struct Insurance: Codable, Sendable {
        /// 310 employees, 390 residents.
        let kind: String
        /// Six digits.
        let area: String
        /// 1 normal, 2 paused, 4 ended.
        var state = "1"
        var fen = 0
        var employer = ""
    }

    /// A row of `idetinfo`; `ends` is "" while it is open.
    struct Identity: Codable, Sendable {
        let kind: String
        var begins = "2024-01-01 00:00:00"
        var ends = "2099-12-31 23:59:59"
    }

    /// What the region says about help for the poor (interface §4.2).
    struct Relief: Codable, Sendable {
        /// "1": is helped.
        let flag: String
        /// 救助对象身份; nil where only the flag is told.
        let code: String?
        /// Whether this person's `exp_content` is an object or JSON text; nil: as switched.
        var form: Form?
        var begins: String?
        var ends: String?
    }

    enum Form: String, Codable, Sendable {
        case text, object
    }

    /// Whole years at `now`.
    func age(at now: Date) -> Int {
        let (today, birthday) = (BusinessTime.dashed(now).prefix(10), birth)
        guard let year = Int(today.prefix(4)), let born = Int(birthday.prefix(4)) else { return 0 }
        return year - born - (today.suffix(5) < birthday.suffix(5) ? 1 : 0)
    }

    /// Whether the person is insured in `area`.
    func isInsured(in area: String) -> Bool { insurances.contains { $0.area == area } }
}
