/// One member of a request: what it is called and what it may hold.
struct Field: Sendable {
    /// Why a request's members do not fit what is asked for.
    struct Misfit: Error, Hashable {
        let text: String
    }

    let name: String
    let format: Format
    let isRequired: Bool

    indirect enum Format: Sendable {
        /// Text of at most so many characters.
        case text(Int)
        /// Text of exactly so many digits.
        case digits(Int)
        case oneOf(Set<String>)
        /// `yyyyMMddHHmmssSSS`.
        case moment
        /// `yyyy-MM-dd HH:mm:ss`.
        case dashedMoment
        /// `yyyyMMdd`.
        case compactDate
        /// `yyyy-MM-dd`.
        case dashedDate
        case anyDate
        /// So many digits in all, so many of them decimals.
        case amount(Int, Int)
        /// A whole number from 1, as number or text.
        case count
        /// A number or text that nobody reads.
        case anything(Int)
        case rows([Field])
    }

    /// A member that must be there and hold something.
    static func must(_ name: String, _ format: Format) -> Field {
        Field(name: name, format: format, isRequired: true)
    }

    /// A member that may be missing or empty.
    static func may(_ name: String, _ format: Format) -> Field {
        Field(name: name, format: format, isRequired: false)
    }

    static func member(_ name: String, _ format: Format, required: Bool) -> Field {
        Field(name: name, format: format, isRequired: required)
    }

    /// Throws for the first of `fields` that `content` gets wrong; unknown members are passed by.
    static func check(_ content: JSON, against fields: [Field]) throws(Misfit) {
        for field in fields { try field.check(content[field.name]) }
    }

    /// The members of `content` that no field is called by.
    static func unknown(in content: JSON, to fields: [Field]) -> [String] {
        let known = Set(fields.map(\.name))
        return (content.members ?? []).map(\.name).filter { !known.contains($0) }
    }

    private func check(_ value: JSON?) throws(Misfit) {
        guard let value else {
            if isRequired { throw Misfit(text: "缺少必填字段\(name)") }
            return
        }
        if value.text?.allSatisfy(\.isWhitespace) == true {
            if isRequired { throw Misfit(text: "必填字段\(name)不能为空") }
            // Text without a value is "", a number without one is 0.
            if case .amount = format { throw Misfit(text: "字段\(name)格式错误") }
            if case .rows = format { throw Misfit(text: "字段\(name)格式错误") }
            return
        }
        if case .rows(let fields) = format {
            guard let rows = value.elements else { throw Misfit(text: "字段\(name)必须是列表") }
            for row in rows {
                guard row.members != nil else { throw Misfit(text: "字段\(name)的行格式错误") }
                try Self.check(row, against: fields)
            }
            return
        }
        if case .text(let limit) = format, let text = value.text, text.unicodeScalars.count > limit
        {
            throw Misfit(text: "字段\(name)超过\(limit)位")
        }
        guard holds(value) else { throw Misfit(text: "字段\(name)格式错误") }
    }

    private func holds(_ value: JSON) -> Bool {
        switch format {
        case .text: value.text != nil
        case .digits(let count):
            value.text.map { $0.utf8.count == count && $0.utf8.allSatisfy { 48...57 ~= $0 } }
                ?? false
        case .oneOf(let words): value.text.map(words.contains) ?? false
        case .moment: value.text.map(BusinessTime.isMoment) ?? false
        case .dashedMoment: value.text.map(BusinessTime.isDashedMoment) ?? false
        case .compactDate: value.text.map(BusinessTime.isCompactDate) ?? false
        case .dashedDate: value.text.map(BusinessTime.isDashedDate) ?? false
        case .anyDate:
            value.text.map { BusinessTime.isCompactDate($0) || BusinessTime.isDashedDate($0) }
                ?? false
        case .amount(let total, let decimals):
            Amount.scaled(value, total: total, decimals: decimals) != nil
        case .count: (Amount.scaled(value, total: 9, decimals: 0) ?? 0) > 0
        case .anything(let limit):
            value.text.map { $0.unicodeScalars.count <= limit } ?? (value.number != nil)
        case .rows: value.elements != nil
        }
    }
}
