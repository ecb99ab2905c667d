/// One unit that issues bills: a campus with its appid, its key and its issuing points.
struct Campus: Sendable, Hashable {
    let name: String
    let appid: String
    let key: String
    /// Windows, kiosks and the app, each an issuing point.
    let placeCodes: [String]
    /// Counted from 1; the rolls of blank paper are numbered by it.
    let ordinal: Int
}

extension Campus {
    /// The campuses called `names`: from the environment, as in an earlier book, or with new keys.
    static func all(
        named names: [String], environment: [String: String], earlier: JSON?,
        generator: inout some RandomNumberGenerator
    ) -> [Campus] {
        var campuses: [Campus] = []
        for name in names {
            let word = name.uppercased()
            let known = earlier?["campuses"]?[name]
            let places = environment["EINVOICE_PLACES_\(word)"].map {
                $0.split(separator: ",").map(String.init)
            }
            campuses.append(
                Campus(
                    name: name,
                    appid: environment["EINVOICE_APPID_\(word)"] ?? known?["appid"]?.text
                        ?? "DEMO" + hex(11, &generator),
                    key: environment["EINVOICE_KEY_\(word)"] ?? known?["key"]?.text
                        ?? hex(26, &generator),
                    placeCodes: places ?? ["W01", "W02", "K01", "APP"].map { "\(word)-\($0)" },
                    ordinal: campuses.count + 1))
        }
        return campuses
    }

    private static func hex(_ count: Int, _ generator: inout some RandomNumberGenerator) -> String {
        var text = ""
        for _ in 0..<count {
            text += String(Int.random(in: 0..<16, using: &generator), radix: 16, uppercase: true)
        }
        return text
    }

    var json: JSON {
        [
            "appid": .string(appid), "key": .string(key),
            "placeCodes": .array(placeCodes.map { .string($0) }),
        ]
    }

    var variables: [(name: String, value: String)] {
        let word = name.uppercased()
        return [
            ("EINVOICE_APPID_\(word)", appid), ("EINVOICE_KEY_\(word)", key),
            ("EINVOICE_PLACES_\(word)", placeCodes.joined(separator: ",")),
        ]
    }
}
