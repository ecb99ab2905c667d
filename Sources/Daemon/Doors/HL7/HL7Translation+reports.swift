import Foundation
import Hospital
import Wires

extension HL7Translation {
    /// The reports that are final, one for each OBR.
    func reports(in message: HL7.Message, _ origin: Origin) throws(Untranslatable) -> [Draft] {
        guard let pid = message.first("PID") else {
            throw .missing("PID", "缺少 PID 段", "there is no PID segment")
        }
        let patient = try patientID(pid)
        let groups = message.groups(at: "OBR", ledBy: "ORC")
        if groups.isEmpty {
            throw .missing("OBR", "缺少报告（OBR 段）", "there is no report (OBR)")
        }
        var drafts: [Draft] = []
        var seen: [String: Int] = [:]
        for (index, group) in groups.enumerated() {
            let report = try ResultReport(group, place: index + 1)
            guard report.isFinal else { continue }
            // Laboratories give all panels of one sample one number; each is a report here.
            let times = seen[report.number, default: 0] + 1
            seen[report.number] = times
            let number = times == 1 ? report.number : "\(report.number).\(times)"
            var data: [String: JSON] = [
                "report": .string(number), "order": .string(report.order),
                "patient": .string(patient), "items": .array(report.items),
            ]
            data.set("verifiedBy", report.verifiedBy)
            drafts.append(
                Draft(
                    kind: .reportVerified,
                    at: HL7.moment(report.reportedAt, in: settings.timeZone), data: data,
                    location: "OBR^\(index + 1)"))
        }
        return drafts
    }
}
