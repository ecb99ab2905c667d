import Foundation
import Hub
import Insurer

/// The connector's section of the settings file.
///
/// What the interface leaves to each region, and every fact of it that is [assumed], is here.
public struct InsuranceSettings: Codable, Hashable, Sendable {
    /// Who cancels the insurance's own settlement (2208, 2305).
    public enum Cancels: String, Codable, Sendable { case his, here }

    /// What to answer before the reversal of a settlement that we never heard of.
    public enum Strangers: String, Codable, Sendable { case go, stop }

    /// What to do with a list taken back whose settlement the HIS says nothing more about.
    public enum Unanswered: String, Codable, Sendable {
        /// A person is told.
        case show
        /// It is submitted again, as if the HIS had said that it does not reverse.
        case restore
    }

    /// By the names of the hospital's campuses.
    public var campuses: [String: InsurerAccount]
    public var cancels = Cancels.his
    public var strangers = Strangers.stop
    /// Seconds that a question waits for the platform before it says that work goes on.
    public var patience = 8
    /// Minutes after a "go" in which the HIS says whether it reversed; then its silence is noticed.
    public var permission = 30
    public var unanswered = Unanswered.show
    /// Seconds after a change of ours in which a query that contradicts it is not believed, and
    /// after a "go" in which it is not asked for anew.
    public var settling = 60
    /// How the platform says that a settlement has no list.
    public var noList = [
        "未找到该结算的清单", "未查询到清单", "清单不存在", "未上传清单", "没有清单",
    ]
    /// How the platform says that a settlement was cancelled before.
    public var cancelled = ["已撤销", "已取消结算"]
    /// How the platform says that it never had the message that 2601 is to take back.
    public var noMessage = ["未找到被冲正", "原交易不存在", "未查询到原交易"]

    public init(campuses: [String: InsurerAccount]) { self.campuses = campuses }

    /// What is left out is as above; `campuses` may not be.
    public init(from decoder: any Decoder) throws {
        let asked = try decoder.container(keyedBy: CodingKeys.self)
        campuses = try asked.decode([String: InsurerAccount].self, forKey: .campuses)
        cancels = try asked.decode(.cancels, or: cancels)
        strangers = try asked.decode(.strangers, or: strangers)
        patience = try asked.decode(.patience, or: patience)
        permission = try asked.decode(.permission, or: permission)
        unanswered = try asked.decode(.unanswered, or: unanswered)
        settling = try asked.decode(.settling, or: settling)
        noList = try asked.decode(.noList, or: noList)
        cancelled = try asked.decode(.cancelled, or: cancelled)
        noMessage = try asked.decode(.noMessage, or: noMessage)
    }

    /// Finds what cannot work, before anything is sent.
    func check(campuses known: [String]) throws {
        try InsurerGateways.check(campuses, campuses: known)
        try SettingsFault.check(atLeastOne: ["patience": patience, "permission": permission])
        if settling < 0 { throw SettingsFault("settling: must not be negative") }
        for (name, words) in [
            ("noList", noList), ("cancelled", cancelled), ("noMessage", noMessage),
        ] where words.contains(where: { $0.count < 2 }) {
            throw SettingsFault("\(name): a single sign would be found in too many answers")
        }
    }
}
