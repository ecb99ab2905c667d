extension FundSwitches {
    private static var flags: [(name: String, WritableKeyPath<FundSwitches, Bool>)] {
        [
            ("withdrawalAllowed", \.withdrawalAllowed), ("signInNeeded", \.signInNeeded),
            ("infcodeAsText", \.infcodeAsText), ("nullOutput", \.nullOutput),
            ("flagAsNumber", \.flagAsNumber), ("expiredIdentities", \.expiredIdentities),
            ("nestsListID", \.nestsListID),
        ]
    }

    /// The words of those that are spelled in several ways.
    private static var words: [(name: String, WritableKeyPath<FundSwitches, String>, [String])] {
        [
            ("expContentName", \.expContentName, ["exp_content", "expContent"]),
            ("expContentForm", \.form, ["text", "object"]),
            (
                "flagName", \.flagName,
                ["jzfp_flg", "jzfp-flg", "jzfp-f1g", "jzfp_f1g", "jzfpFlg"]
            ),
            ("codeName", \.codeName, ["matIdetCode", "mat_idet_code"]),
            ("reliefPlace", \.place, ReliefPlace.allCases.map(\.rawValue)),
        ]
    }

    private var form: String {
        get { expContentForm.rawValue }
        set { expContentForm = FundMember.Form(rawValue: newValue) ?? expContentForm }
    }

    private var place: String {
        get { reliefPlace.rawValue }
        set { reliefPlace = ReliefPlace(rawValue: newValue) ?? reliefPlace }
    }

    /// These switches with those named in `changes` turned.
    func turned(by changes: JSON) throws(Switches.Unknown) -> FundSwitches {
        var turned = self
        for change in changes.members ?? [] {
            if let flag = Self.flags.first(where: { $0.name == change.name }),
                let position = change.value.flag
            {
                turned[keyPath: flag.1] = position
            } else if let word = Self.words.first(where: { $0.name == change.name }),
                let position = change.value.text, word.2.contains(position)
            {
                turned[keyPath: word.1] = position
            } else {
                let known =
                    Self.flags.map(\.name)
                    + Self.words.map { "\($0.name) (\($0.2.joined(separator: ", ")))" }
                throw Switches.Unknown(
                    description: "no switch \(change.name) with this position; there are "
                        + known.joined(separator: ", "))
            }
        }
        return turned
    }

    var json: JSON {
        .object(
            Self.flags.map { JSON.Member(name: $0.name, value: .bool(self[keyPath: $0.1])) }
                + Self.words.map { .init(name: $0.name, value: .string(self[keyPath: $0.1])) })
    }
}
