import Lab

extension CategoryList {
    /// Every line that can be read, and what is wrong with the others.
    static func read(_ text: String) -> (found: [Found], faults: [Fault]) {
        let lines: [CSVText.Line]
        do {
            lines = try CSVText.read(text)
        } catch {
            return ([], [Fault(error.line, "引号没有成对", "the quote is never closed")])
        }
        if lines.count > linesAtMost {
            return (
                [], [Fault(1, "超过 \(linesAtMost) 行", "there are more than \(linesAtMost) lines")]
            )
        }
        let headings = lines.first.map { $0.fields.map(CategoryField.init(heading:)) } ?? []
        let hasHeadings = headings.contains { $0 != nil }
        let columns = hasHeadings ? headings : CategoryField.allCases.map(Optional.some)
        var faults = hasHeadings ? self.faults(in: headings, of: lines[0]) : []
        guard faults.isEmpty else { return ([], faults) }
        var found: [Found] = []
        for (place, line) in lines.dropFirst(hasHeadings ? 1 : 0).enumerated() {
            if line.fields.dropFirst(columns.count).contains(where: { !$0.isEmpty }) {
                faults.append(
                    Fault(
                        line.number, "有 \(line.fields.count) 列，应为 \(columns.count) 列",
                        "has \(line.fields.count) columns, not \(columns.count)"))
                continue
            }
            let words = Dictionary(
                zip(columns, line.fields).compactMap { column, field in column.map { ($0, field) } }
            ) { first, _ in first }
            let read = CategoryLine.read(words, place: place + 1)
            faults += read.faults.map { Fault(line: line.number, words: $0.sentence) }
            if let category = read.category { found.append((line.number, category)) }
        }
        return (found, faults)
    }

    /// What is wrong with the line of headings.
    private static func faults(
        in headings: [CategoryField?], of line: CSVText.Line
    ) -> [Fault] {
        var faults: [Fault] = []
        for (heading, field) in zip(line.fields, headings) where field == nil {
            faults.append(
                Fault(
                    line.number, "不认识的列“\(heading.prefix(20))”",
                    "the column \"\(heading.prefix(20))\" is not known"))
        }
        for field in CategoryField.allCases {
            let count = headings.count { $0 == field }
            if count > 1 {
                faults.append(
                    Fault(
                        line.number, "列“\(field.words.zh)”出现 \(count) 次",
                        "the column \(field.words.en) comes \(count) times"))
            } else if count == 0, field.isRequired {
                faults.append(
                    Fault(
                        line.number, "缺少列“\(field.words.zh)”",
                        "the column \(field.words.en) is missing"))
            }
        }
        return faults
    }
}
