/// The sheets a page printer holds.
public enum PageSize: String, Codable, Sendable, CaseIterable {
    case a4 = "A4"
    case a5 = "A5"

    /// Millimetres.
    var width: Int { self == .a4 ? 210 : 148 }
    var height: Int { self == .a4 ? 297 : 210 }
    /// As IPP (PWG 5101.1) names it.
    var media: String { "iso_\(rawValue.lowercased())_\(width)x\(height)mm" }
}
