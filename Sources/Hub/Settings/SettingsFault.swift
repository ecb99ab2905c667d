/// Settings that cannot work, as a sentence for the one who wrote them.
public struct SettingsFault: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String

    public init(_ sentence: String) { description = sentence }

    /// Refuses accounts of campuses that the hospital does not have, and no account at all.
    /// - Parameter known: The hospital's campuses.
    public static func check(
        campuses: some Sequence<String>, known: [String]
    ) throws(SettingsFault) {
        let named = campuses.sorted()
        if named.isEmpty { throw SettingsFault("campuses: name at least one") }
        if let stranger = named.first(where: { !known.contains($0) }) {
            throw SettingsFault(
                "campuses.\(stranger): the hospital has \(known.joined(separator: ", "))")
        }
    }

    /// Refuses numbers below one, by name.
    public static func check(
        atLeastOne numbers: KeyValuePairs<String, Int>
    ) throws(SettingsFault) {
        if let low = numbers.first(where: { $0.value < 1 }) {
            throw SettingsFault("\(low.key): must be at least 1")
        }
    }
}
