import Foundation
import Hospital
import Lab

/// What the members of a desk page are made of beyond text, numbers and lists.
extension JSON {
    /// Text in the language of whoever reads the page.
    public static func words(_ words: Words) -> JSON {
        ["zh": .string(words.zh), "en": .string(words.en)]
    }

    public static func words(_ zh: String, _ en: String) -> JSON { words(Words(zh, en)) }

    /// A moment, for `{{time(x)}}`, `{{date(x)}}` and `{{clock(x)}}`.
    public static func moment(_ date: Date) -> JSON {
        .integer(Int64((date.timeIntervalSince1970 * 1_000_000).rounded()))
    }

    /// A campus by the name that the house's texts give it, or by its own where they give none.
    public static func campus(_ campus: String) -> JSON { ["nameOfCampus": .string(campus)] }

    /// How something stands, for `{{#x}}{{>badge}}{{/x}}`.
    public static func badge(_ tone: Tone, _ word: Words) -> JSON {
        ["tone": .string(tone.rawValue), "word": words(word)]
    }

    /// Never told by colour alone: each has a sign of its own.
    public enum Tone: String, Sendable, CaseIterable {
        case good, wait, bad, off
    }
}
