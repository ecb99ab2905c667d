/// What differs between regions, and is switched by hand (interface §6, §9).
struct FundSwitches: Codable, Sendable, Equatable {
    /// Whether a submitted list may be taken back by 4102.
    var withdrawalAllowed = true
    /// Whether every service but 9001 wants the day's sign-in.
    var signInNeeded = false
    /// Whether `infcode` is text.
    var infcodeAsText = false
    /// Whether `output` is null.
    var nullOutput = false
    /// Whether the relief flag is a number.
    var flagAsNumber = false
    /// Whether everybody has an expired identity before the others.
    var expiredIdentities = false
    /// Whether `setl_list_id` lies in `output.data`.
    var nestsListID = false
    var expContentName = "exp_content"
    var expContentForm = FundMember.Form.text
    var flagName = "jzfp_flg"
    var codeName = "matIdetCode"
    var reliefPlace = ReliefPlace.expContent

    enum ReliefPlace: String, Codable, Sendable, CaseIterable {
        case expContent = "exp_content"
        case baseinfo, insuinfo
    }
}
