import Lab

/// The language a page is read in.
enum Tongue: String, Sendable, CaseIterable {
    case zh, en

    /// For the page's `lang`.
    var tag: String {
        switch self {
        case .zh: "zh-CN"
        case .en: "en"
        }
    }
}

extension Words {
    subscript(tongue: Tongue) -> String {
        switch tongue {
        case .zh: zh
        case .en: en
        }
    }
}
