import Hospital
import Wires

/// One ORC and what hangs on it: what the placer wants done about which tests.
struct OrderRequest {
    enum Action { case pay, place, cancel }

    /// Which one in the message, from 1.
    let place: Int
    /// The placer's number.
    let number: String
    let action: Action
    private let orc: HL7.Segment
    private let tests: [HL7.Segment]
    private let details: [HL7.Segment]

    init(_ group: [HL7.Segment], place: Int) throws(HL7Translation.Untranslatable) {
        guard let orc = group.first(where: { $0.name == "ORC" }) else {
            throw .missing("ORC^\(place)", "OBR 之前缺少 ORC 段", "there is no ORC before the OBR")
        }
        self.place = place
        self.orc = orc
        tests = group.filter { $0.name == "OBR" }
        details = group
        number = [orc["2"], tests.first?["2"] ?? ""].first { !$0.isEmpty } ?? ""
        if number.isEmpty {
            throw .missing("ORC^\(place)^2", "缺少医嘱号", "there is no placer order number")
        }
        switch orc["1"] {
        // On hold is how HL7 says that something, here the payment, is still wanting.
        case "NW", "XO": action = orc["5"] == "HD" ? .place : .pay
        case "CA", "OC", "DC": action = .cancel
        default:
            throw HL7Translation.Untranslatable(
                "ORC^\(place)^1", .tableValueNotFound,
                "不支持的医嘱动作，应为 / this order control is not supported, send: NW, XO, CA, OC, DC")
        }
    }

    var codes: [String] { tests.map { $0["4.1"] } }

    /// ORC-17, the entering organisation, by name or by code.
    var department: String { orc["17.2"].isEmpty ? orc["17.1"] : orc["17.2"] }

    /// ORC-16, by name or by code.
    var reason: String { orc["16.2"].isEmpty ? orc["16.1"] : orc["16.2"] }

    /// Stat or as soon as possible, wherever the version of HL7 puts it.
    var isUrgent: Bool {
        let priorities =
            details.filter { $0.name == "TQ1" }.map { $0["9.1"] } + [orc["7.6"]]
            + tests.flatMap { [$0["27.6"], $0["5"]] }
        return priorities.contains { ["S", "A", "STAT", "ASAP"].contains($0.uppercased()) }
    }

    /// The tests, each with the tube that its specimen asks for.
    func items(tubes: [String: String]) -> [JSON] {
        var items: [[String: JSON]] = []
        for segment in details {
            if segment.name == "OBR" {
                var item: [String: JSON] = ["code": .string(segment["4.1"])]
                item.set("name", segment["4.2"])
                items.append(item)
            } else if segment.name == "SPM", let last = items.indices.last {
                let container = segment["27.1"]
                items[last].set("tube", tubes[container] ?? container)
            }
        }
        return items.map { .object($0) }
    }
}
