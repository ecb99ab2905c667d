extension Switches {
    /// A switch that is not there, or a position it does not have.
    struct Unknown: Error, CustomStringConvertible {
        let description: String
    }

    private static var flags: [String: WritableKeyPath<Switches, Bool>] {
        [
            "invalidPaperAlsoReverses": \.invalidPaperAlsoReverses,
            "stateQueryFailsWhenReversed": \.stateQueryFailsWhenReversed,
            "acceptsTextPlain": \.acceptsTextPlain,
            "givesNetPictures": \.givesNetPictures,
        ]
    }

    /// These switches with those named in `changes` turned.
    func turned(by changes: JSON) throws(Unknown) -> Switches {
        var turned = self
        for change in changes.members ?? [] {
            if change.name == "edition", let edition = change.value.text.flatMap(Edition.init) {
                turned.edition = edition
            } else if let flag = Self.flags[change.name], let position = change.value.flag {
                turned[keyPath: flag] = position
            } else {
                let known = (Self.flags.keys + ["edition"]).sorted().joined(separator: ", ")
                throw Unknown(
                    description: "no switch \(change.name) with this position; there are \(known), "
                        + "editions \(Edition.allCases.map(\.rawValue).joined(separator: ", "))")
            }
        }
        return turned
    }

    var json: JSON {
        [
            "invalidPaperAlsoReverses": .bool(invalidPaperAlsoReverses),
            "stateQueryFailsWhenReversed": .bool(stateQueryFailsWhenReversed),
            "acceptsTextPlain": .bool(acceptsTextPlain),
            "givesNetPictures": .bool(givesNetPictures), "edition": .string(edition.rawValue),
        ]
    }
}
