import Foundation

/// Text that people type, held within bounds.
enum Text {
    /// `text` without surrounding spaces; refused when too long or with control characters.
    static func short(_ text: String, _ member: String, atMost limit: Int) throws -> String {
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard trimmed.count <= limit else {
            throw Problem.badRequest(
                "字段 \(member) 最多 \(limit) 个字。", "The member \(member) takes \(limit) characters.")
        }
        guard trimmed.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
        else {
            throw Problem.badRequest(
                "字段 \(member) 含有控制字符。", "The member \(member) holds control characters.")
        }
        return trimmed
    }
}
