extension HISEvent {
    /// A laboratory report that somebody has signed.
    public struct ReportData: Hashable, Sendable {
        public struct Item: Codable, Hashable, Sendable {
            public let code: String
            public let name: String?
            public let value: String?
            public let unit: String?
            /// The reference range, as the laboratory writes it.
            public let range: String?
            /// Above (`H`), below (`L`) or otherwise remarkable, as the laboratory writes it.
            public let flag: String?
        }

        public let report: String
        public let order: String
        public let patient: String
        public let verifiedBy: String?
        public let items: [Item]

        init(_ data: Members) throws(Malformed) {
            report = try data.text("report", atMost: Bounds.id)
            order = try data.text("order", atMost: Bounds.id)
            patient = try data.text("patient", atMost: Bounds.id)
            verifiedBy = try data.optionalText("verifiedBy", atMost: Bounds.id)
            items = try data.objects("items", atMost: Bounds.items)
                .map { item throws(Malformed) in try Item(item) }
        }
    }
}

extension HISEvent.ReportData.Item {
    init(_ item: Members) throws(HISEvent.Malformed) {
        code = try item.text("code", atMost: Bounds.id)
        name = try item.optionalText("name", atMost: Bounds.name)
        value = try item.result("value")
        unit = try item.optionalText("unit", atMost: Bounds.id)
        range = try item.optionalText("range", atMost: Bounds.name)
        flag = try item.optionalText("flag", atMost: Bounds.id)
    }
}

extension Members {
    /// A result: text of several lines, or a number.
    fileprivate func result(_ name: String) throws(Malformed) -> String? {
        switch value(name) {
        case nil: return nil
        case .integer(let number): return "\(number)"
        case .decimal(let number): return "\(number)"
        case .string(let text):
            let lines = text.split(whereSeparator: \.isNewline).joined(separator: "\n")
            for line in lines.split(separator: "\n") {
                _ = try Self.text(
                    .string(String(line).replacing("\t", with: " ")), at: place(name),
                    atMost: Bounds.value)
            }
            if lines.unicodeScalars.count > Bounds.value {
                throw fail(name, .tooLong(limit: Bounds.value))
            }
            return lines.isEmpty ? nil : lines
        default: throw fail(name, .wrongKind(.textOrNumber))
        }
    }
}

/// Results are never spelled out in a log.
extension HISEvent.ReportData.Item: CustomStringConvertible, CustomDebugStringConvertible {
    public var description: String { "a result of \(code)" }
    public var debugDescription: String { description }
}
