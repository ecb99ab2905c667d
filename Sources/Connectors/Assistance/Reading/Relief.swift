import Foundation
import Hospital
import Insurer

/// What one answer of 1101 says about assistance, in the insurer's own words.
///
/// Pure. The person's own members come before those of an insurance: the contents (exp_content),
/// then baseinfo, then the rows of insuinfo. Of the rows, of which a person may have two, one
/// that says yes is enough.
struct Relief: Hashable, Sendable {
    /// Nil where no place has a flag.
    let flag: String?
    /// Nil where no place has a code.
    let code: String?
    /// How long the code holds, where that stands beside it.
    let period: Period

    init(flag: String?, code: String?, period: Period = Period()) {
        self.flag = flag
        self.code = code
        self.period = period
    }

    /// - Parameter output: Of 1101.
    init(_ output: JSON, names: ReliefNames) {
        let base = output["baseinfo"] ?? .null
        let rows = output.list("insuinfo")
        let levels = [
            names.contents(of: base), [base], rows.flatMap { names.contents(of: $0) } + rows,
        ].map { level in level.map { Place($0, names: names) } }
        let places = levels.flatMap(\.self)
        let flagged = levels.lazy.compactMap { level in
            level.first { $0.says(names) && $0.code != nil } ?? level.first { $0.says(names) }
                ?? level.first { $0.flag != nil }
        }.first
        flag = flagged?.flag
        // A code beside a flag of its own belongs to that flag.
        let coded =
            flagged?.code == nil ? places.first { $0.code != nil && $0.flag == nil } : flagged
        code = coded?.code
        period = coded?.period ?? Period()
    }

    func isFlagged(_ names: ReliefNames) -> Bool { flag.map(names.flagged.contains) ?? false }

    /// One object that may hold flag and code.
    private struct Place {
        let flag: String?
        let code: String?
        let period: Period

        init(_ members: JSON, names: ReliefNames) {
            flag = members.word(ofAny: names.flags)
            code = members.word(ofAny: names.codes)
            period = Period(
                from: members.word(ofAny: names.begins), until: members.word(ofAny: names.ends))
        }

        func says(_ names: ReliefNames) -> Bool { flag.map(names.flagged.contains) ?? false }
    }
}

extension ReliefNames {
    /// The objects that `members` holds as an object, as a list of them, or as the JSON text of
    /// either; what is none of these holds nothing.
    fileprivate func contents(of members: JSON) -> [JSON] {
        contents.flatMap { name -> [JSON] in
            guard let held = members[name] else { return [] }
            guard case .string(let text) = held else { return Self.objects(in: held) }
            return (try? JSON(parsing: Data(text.utf8))).map(Self.objects) ?? []
        }
    }

    private static func objects(in json: JSON) -> [JSON] {
        switch json {
        case .object: [json]
        case .array(let entries): entries.flatMap(objects)
        default: []
        }
    }
}

extension JSON {
    /// The first of these members that is there and not blank, without spaces around it.
    func word(ofAny members: [String]) -> String? {
        members.lazy.compactMap { text($0)?.trimmingCharacters(in: .whitespacesAndNewlines) }
            .first { !$0.isEmpty }
    }
}
