import Foundation
import Hospital
import Lab

/// Reads one category out of words, whether typed into the form or a line of a list.
enum CategoryLine {
    /// What is wrong with one field.
    struct Fault: Hashable, Sendable {
        /// Nil where the line as a whole is wrong.
        let field: CategoryField?
        let words: Words
    }

    /// - Parameters:
    ///   - words: By field; what is absent counts as empty.
    ///   - place: The order where none is given.
    /// - Returns: The category, or everything that is wrong.
    static func read(
        _ words: [CategoryField: String], place: Int
    ) -> (category: Category?, faults: [Fault]) {
        var faults: [Fault] = []
        func text(_ field: CategoryField) -> String {
            let text = (words[field] ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
            if text.isEmpty, field.isRequired {
                faults.append(Fault(field, "不能为空", "must not be empty"))
            }
            if text.unicodeScalars.count > field.limit {
                faults.append(
                    Fault(field, "超过 \(field.limit) 个字", "is longer than \(field.limit)"))
            }
            if text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
                faults.append(Fault(field, "含有换行或控制字符", "has a line break or control character"))
            }
            return text
        }
        func day(_ field: CategoryField) -> String? {
            let text = text(field)
            if text.isEmpty { return nil }
            guard let day = CalendarDay.read(text) else {
                faults.append(
                    Fault(
                        field, "不是日期，应为 2026-01-31 这样的格式", "is no date; write it as 2026-01-31"))
                return nil
            }
            return day
        }
        let category = Category(
            code: text(.code), name: text(.name), insurer: text(.insurer),
            hospital: text(.hospital).nonEmpty, from: day(.from), until: day(.until),
            sort: {
                let text = text(.sort)
                if text.isEmpty { return place }
                guard let sort = Int(text), (0...9_999).contains(sort) else {
                    faults.append(
                        Fault(.sort, "应为 0 到 9999 的整数", "must be a whole number, 0 to 9999"))
                    return place
                }
                return sort
            }())
        if let from = category.from, let until = category.until, until < from {
            faults.append(Fault(.until, "早于有效期起", "is before the first day"))
        }
        return (faults.isEmpty ? category : nil, faults)
    }
}

extension CategoryLine.Fault {
    init(_ field: CategoryField?, _ zh: String, _ en: String) {
        self.init(field: field, words: Words(zh, en))
    }

    /// The sentence, with the field's name before it.
    var sentence: Words {
        guard let field else { return words }
        return Words("“\(field.words.zh)”\(words.zh)", "\(field.words.en) \(words.en)")
    }
}

extension String {
    var nonEmpty: String? { isEmpty ? nil : self }
}
