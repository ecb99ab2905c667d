import Foundation
import Lab

/// Why something did not go, told in the reader's language.
///
/// A reason is kept as it was written: a counterparty's in its own words, ours in English, for
/// logs and integrators. What is ours has its Chinese here, by the English sentence; `{}` stands
/// for whatever comes there, which may be a reason itself.
public struct Reasons: Sendable, ExpressibleByDictionaryLiteral {
    private let entries: [Entry]

    public init(dictionaryLiteral sentences: (String, String)...) {
        entries = sentences.map(Entry.init).sorted { $0.weight > $1.weight }
    }

    private init(_ entries: [Entry]) {
        self.entries = entries.sorted { $0.weight > $1.weight }
    }

    /// These and `others`.
    public func with(_ others: Reasons) -> Reasons { Reasons(entries + others.entries) }

    /// The reason in both languages; one that nobody has translated is the same in both.
    public func words(_ reason: String) -> Words {
        Words(chinese(reason[...]) ?? reason, reason)
    }

    private func chinese(_ reason: Substring) -> String? {
        for entry in [entries, Self.house.entries].joined() {
            if let parts = entry.parts(of: reason) {
                return entry.woven(parts.map { chinese($0) ?? String($0) })
            }
        }
        return nil
    }
}

/// One sentence, cut at its `{}`.
private struct Entry: Sendable {
    private let english: [String]
    private let chinese: [String]
    /// The more it says itself, the sooner it is taken.
    let weight: Int

    init(_ english: String, _ chinese: String) {
        self.english = english.components(separatedBy: "{}")
        self.chinese = chinese.components(separatedBy: "{}")
        weight = self.english.reduce(0) { $0 + $1.count }
        precondition(
            self.english.count == self.chinese.count, "unlike numbers of {} in: \(english)")
    }

    /// What stands for each `{}`; nil where it is another sentence.
    func parts(of reason: Substring) -> [Substring]? {
        guard english.count > 1 else { return reason == english[0] ? [] : nil }
        let (head, tail) = (english[0], english[english.count - 1])
        guard reason.hasPrefix(head), reason.dropFirst(head.count).hasSuffix(tail) else {
            return nil
        }
        var rest = reason.dropFirst(head.count).dropLast(tail.count)
        var parts: [Substring] = []
        for piece in english.dropFirst().dropLast() {
            guard let place = rest.firstRange(of: piece) else { return nil }
            parts.append(rest[..<place.lowerBound])
            rest = rest[place.upperBound...]
        }
        parts.append(rest)
        return parts.contains(where: \.isEmpty) ? nil : parts
    }

    func woven(_ parts: [String]) -> String {
        zip(chinese, parts + [""]).reduce("") { $0 + $1.0 + $1.1 }
    }
}
