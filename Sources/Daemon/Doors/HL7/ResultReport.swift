import Hospital
import Wires

/// One OBR with its results.
struct ResultReport {
    /// The laboratory's number, or where it gives none the placer's.
    let number: String
    /// The placer's number.
    let order: String
    private let obr: HL7.Segment
    private let results: [HL7.Segment]

    init(_ group: [HL7.Segment], place: Int) throws(HL7Translation.Untranslatable) {
        guard let obr = group.first(where: { $0.name == "OBR" }) else {
            throw .missing("OBR^\(place)", "ORC 之后缺少 OBR 段", "there is no OBR after the ORC")
        }
        self.obr = obr
        results = group.filter { $0.name == "OBX" }
        let orc = group.first { $0.name == "ORC" }
        order = [obr["2"], orc?["2"] ?? ""].first { !$0.isEmpty } ?? ""
        if order.isEmpty {
            throw .missing("OBR^\(place)^2", "缺少医嘱号", "there is no placer order number")
        }
        number = [obr["3"], orc?["3"] ?? ""].first { !$0.isEmpty } ?? order
    }

    /// F is final, C a correction of what was (HL7 tables 0123 and 0085).
    private static let final: Set<String> = ["F", "C"]

    /// Whether somebody has signed it: the report says so, or says nothing and its results do.
    var isFinal: Bool {
        let status = obr["25"]
        if !status.isEmpty, !Self.final.contains(status) { return false }
        if results.isEmpty { return !status.isEmpty }
        let statuses = results.map { $0["11"] }
        return status.isEmpty
            ? statuses.allSatisfy(Self.final.contains)
            : statuses.contains { $0.isEmpty || Self.final.contains($0) }
    }

    /// OBX-16, or OBR-32, the principal interpreter.
    var verifiedBy: String {
        let observers = results.map { $0["16.1"] } + [obr["32.1.1"]]
        return observers.first { !$0.isEmpty } ?? ""
    }

    /// As HL7 writes it; empty where the report does not say.
    var reportedAt: String { obr["22"] }

    /// The results, without those that are preliminary, deleted or could not be had.
    var items: [JSON] {
        results.filter { $0["11"].isEmpty || Self.final.contains($0["11"]) }
            .map { .object(Self.item($0)) }
    }

    private static func item(_ obx: HL7.Segment) -> [String: JSON] {
        var item: [String: JSON] = ["code": .string(obx["3.1"])]
        item.set("name", obx["3.2"])
        item.set("value", value(obx))
        item.set("unit", obx["6.1"])
        item.set("range", obx["7"])
        item.set("flag", obx["8"])
        return item
    }

    private static func value(_ obx: HL7.Segment) -> String {
        let values = obx.field(5).present
        switch obx["2"] {
        // Coded: the words if there are any, else the code.
        case "CE", "CWE", "CNE":
            return values.map { $0.text(2).isEmpty ? $0.text(1) : $0.text(2) }
                .joined(separator: "\n")
        // Structured numeric: comparator, number, separator, number, as in `>^100` or `^1^:^128`.
        case "SN":
            return values.map { value in (1...4).map { value.text($0) }.joined() }
                .joined(separator: "\n")
        // Files and pointers to them are no text.
        case "ED", "RP": return ""
        default: return values.map { $0.text(1) }.joined(separator: "\n")
        }
    }
}
