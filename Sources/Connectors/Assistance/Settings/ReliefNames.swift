import Foundation
import Hub

/// By which names 1101's answer says that somebody is assisted (interface §4.2).
///
/// No public source shows them: all are [assumed] until the insurer tells, and this is the one
/// place to change them.
public struct ReliefNames: Codable, Hashable, Sendable {
    /// Members that hold more members, as an object or as its JSON text; looked into first.
    public var contents = ["exp_content", "expContent"]
    /// The flag 精准扶贫标志.
    public var flags = ["jzfp_flg", "jzfp-flg", "jzfp-f1g", "jzfp_f1g", "jzfpFlg"]
    /// What the flag says for yes, as text or as a number.
    public var flagged = ["1"]
    /// The code 救助对象身份编码.
    public var codes = ["matIdetCode", "mat_idet_code"]
    /// From when and until when the code holds, beside it; empty for open.
    public var begins = ["begntime"]
    public var ends = ["endtime"]
    /// How psn_idet_type of the national dictionary begins for 医疗救助人员 (§4.1).
    public var identities = "23"
    /// Whether somebody whose identities of that kind have all run out is no longer assisted,
    /// whatever the flag says.
    public var heedsIdentities = true

    public init() {}

    /// What is left out is as above.
    public init(from decoder: any Decoder) throws {
        let asked = try decoder.container(keyedBy: CodingKeys.self)
        contents = try asked.decode(.contents, or: contents)
        flags = try asked.decode(.flags, or: flags)
        flagged = try asked.decode(.flagged, or: flagged)
        codes = try asked.decode(.codes, or: codes)
        begins = try asked.decode(.begins, or: begins)
        ends = try asked.decode(.ends, or: ends)
        identities = try asked.decode(.identities, or: identities)
        heedsIdentities = try asked.decode(.heedsIdentities, or: heedsIdentities)
    }

    func check() throws {
        for (name, list) in [("flags", flags), ("flagged", flagged), ("codes", codes)] {
            if list.isEmpty || list.contains("") {
                throw SettingsFault("names.\(name): name at least one, none of them empty")
            }
        }
        if !Set(flags).isDisjoint(with: codes) {
            throw SettingsFault("names: one name cannot be both flag and code")
        }
        if identities.isEmpty { throw SettingsFault("names.identities: must not be empty") }
    }
}
