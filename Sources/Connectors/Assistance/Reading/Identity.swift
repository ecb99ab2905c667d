import Foundation
import Hospital
import Insurer

/// One identity of a person in the national dictionary, a row of idetinfo (interface §4.1).
struct Identity: Hashable, Sendable {
    /// psn_idet_type, such as 2303.
    let type: String
    let period: Period

    init?(_ row: JSON) {
        guard let type = row.word(ofAny: ["psn_idet_type"]) else { return nil }
        self.type = type
        period = Period(
            from: row.word(ofAny: ["begntime"]), until: row.word(ofAny: ["endtime"]))
    }

    /// What staff see of it; only as a hint, never as the rule.
    static func name(of type: String) -> String {
        names[type].map { "\(type) \($0)" } ?? type
    }

    private static let names = [
        "2301": "三无人员", "2302": "建档立卡贫困人口", "2303": "低保对象", "2304": "特困人员", "2305": "低收入家庭",
        "2306": "因病致贫", "2307": "农村五保", "2308": "残疾人员", "2360": "地方扩展救助对象",
    ]
}
