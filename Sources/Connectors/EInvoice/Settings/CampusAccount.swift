import Foundation
import Hospital
import Hub

/// One campus's account with the platform, and its issuing points.
public struct CampusAccount: Codable, Hashable, Sendable {
    /// Such as `http://10.1.2.3:18001`.
    public var url: String
    public var appid: String
    public var key: Secret
    /// What kind of institution the bills name.
    public var institution = "综合医院"
    /// Who reviews bills; the cashier where nil.
    public var checker: String?
    /// The platform's issuing points (placeCode): by where the money was taken, then by the
    /// number of the window, kiosk or app; `*` for those not named.
    public var places: [String: [String: String]]

    public init(url: String, appid: String, key: Secret, places: [String: [String: String]]) {
        self.url = url
        self.appid = appid
        self.key = key
        self.places = places
    }

    public init(from decoder: any Decoder) throws {
        let asked = try decoder.container(keyedBy: CodingKeys.self)
        url = try asked.decode(String.self, forKey: .url)
        appid = try asked.decode(String.self, forKey: .appid)
        key = try asked.decode(Secret.self, forKey: .key)
        institution = try asked.decodeIfPresent(String.self, forKey: .institution) ?? institution
        checker = try asked.decodeIfPresent(String.self, forKey: .checker)
        places = try asked.decode([String: [String: String]].self, forKey: .places)
    }

    /// The issuing point of a counter; a counter that is not told counts as a window.
    func place(of source: Counter.Source?, point: String?) -> String? {
        let named = places[(source ?? .window).rawValue]
        return point.flatMap { named?[$0] } ?? named?["*"]
    }

    /// Every issuing point, once.
    var allPlaces: [String] { Set(places.values.flatMap(\.values)).sorted() }

    func check(as name: String) throws {
        guard let address = URL(string: url), ["http", "https"].contains(address.scheme),
            address.host != nil
        else { throw SettingsFault("\(name).url: must be such as http://10.1.2.3:18001") }
        if appid.isEmpty { throw SettingsFault("\(name).appid: must not be empty") }
        let sources = Counter.Source.allCases.map(\.rawValue)
        for source in places.keys.sorted() where !sources.contains(source) {
            throw SettingsFault(
                "\(name).places.\(source): must be one of \(sources.joined(separator: ", "))")
        }
        if allPlaces.isEmpty { throw SettingsFault("\(name).places: name at least one") }
    }
}
