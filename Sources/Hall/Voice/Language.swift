/// A language the loudspeakers speak.
public enum Language: String, Codable, Sendable, Hashable, CaseIterable, CodingKeyRepresentable {
    case mandarin = "zh"
    case english = "en"
    /// Characters eSpeak NG's Cantonese dictionary lacks are left out and counted.
    case cantonese = "yue"
}
