import Foundation
import Hospital
import Wires

extension HL7Translation {
    /// Orders, one for each placer's number: the tests of one number are one order.
    func orders(in message: HL7.Message, _ origin: Origin) throws(Untranslatable) -> [Draft] {
        guard let pid = message.first("PID") else {
            throw .missing("PID", "缺少 PID 段", "there is no PID segment")
        }
        let patient = try patientID(pid)
        let groups = Self.orderGroups(in: message)
        if groups.isEmpty {
            throw .missing("ORC", "缺少医嘱（ORC、OBR 段）", "there is no order (ORC, OBR)")
        }
        var numbers: [String] = []
        var requests: [String: [OrderRequest]] = [:]
        for (index, group) in groups.enumerated() {
            let request = try OrderRequest(group, place: index + 1)
            if requests[request.number] == nil { numbers.append(request.number) }
            requests[request.number, default: []].append(request)
        }
        var drafts: [Draft] = []
        for number in numbers {
            drafts.append(order(requests[number] ?? [], of: patient, message.first("PV1"), number))
        }
        return drafts
    }

    /// Each ORC with what follows it; several OBR may hang on one.
    private static func orderGroups(in message: HL7.Message) -> [[HL7.Segment]] {
        message.groups(at: "OBR", ledBy: "ORC").reduce(into: []) { orders, group in
            if group.first?.name == "ORC" || orders.isEmpty {
                orders.append(group)
            } else {
                orders[orders.count - 1] += group
            }
        }
    }

    private func order(
        _ requests: [OrderRequest], of patient: String, _ visit: HL7.Segment?, _ number: String
    ) -> Draft {
        let location = "ORC^\(requests.first?.place ?? 1)"
        var data: [String: JSON] = ["order": .string(number), "patient": .string(patient)]
        if requests.allSatisfy({ $0.action == .cancel }) {
            data.set("reason", requests.lazy.map(\.reason).first { !$0.isEmpty } ?? "")
            return Draft(kind: .orderCancelled, data: data, location: location)
        }
        let wanted = requests.filter { $0.action != .cancel }
        data.set("visit", visit?["19"] ?? "")
        let department = wanted.lazy.map(\.department).first { !$0.isEmpty }
        data.set("department", department ?? visit?["3.1"] ?? "")
        data["items"] = .array(wanted.flatMap { $0.items(tubes: settings.tubes) })
        let minutes = wanted.flatMap(\.codes).compactMap { settings.timedTests[$0] }.max {
            $0.count < $1.count
        }
        if wanted.contains(where: \.isUrgent) {
            data["urgency"] = "urgent"
        } else if let minutes {
            data["urgency"] = "timed"
            data["minutes"] = .array(minutes.map { .integer(Int64($0)) })
        } else {
            data["urgency"] = "routine"
        }
        let isHeld = wanted.contains { $0.action == .place }
        return Draft(kind: isHeld ? .orderPlaced : .orderPaid, data: data, location: location)
    }
}
