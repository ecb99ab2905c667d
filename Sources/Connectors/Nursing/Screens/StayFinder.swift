import Foundation
import Hospital
import Hub
import Lab
import Storage

/// Finds the stay that somebody at a desk means.
struct StayFinder: Sendable {
    let office: Office

    /// By stay, inpatient number, card or patient, the latest first; those of the caller's campus.
    func find(
        _ text: String, for caller: Caller, in transaction: any Transaction
    ) throws -> [Stay] {
        let text = text.trimmingCharacters(in: .whitespaces)
        guard !text.isEmpty else { return [] }
        func mine(_ stays: [Stay]) -> [Stay] {
            stays.filter { stay in caller.campus.map { $0 == stay.campus } ?? true }
        }
        if let stay = try Records.stay(id: text, in: transaction) { return mine([stay]) }
        let numbered = mine(try Records.stays(numbered: text, in: transaction))
        if !numbered.isEmpty { return numbered }
        var patients = try Records.patient(byKey: text, in: transaction).map { [$0] } ?? []
        if patients.isEmpty {
            patients = try Records.patients(named: text, limit: 20, in: transaction)
        }
        return mine(
            try patients.flatMap { try Records.stays(of: $0.id, limit: 10, in: transaction) })
    }

    /// The one stay that the page's address names.
    func stay(_ visit: Screen.Visit, in transaction: any Transaction) throws -> Stay {
        let stay = try visit.query["stay"].flatMap { try Records.stay(id: $0, in: transaction) }
        guard let stay, visit.caller.campus.map({ $0 == stay.campus }) ?? true else {
            throw Declined.unknownStay
        }
        return stay
    }

    /// What a list shows of a stay, to choose it by.
    func row(_ stay: Stay, in transaction: any Transaction) throws -> JSON {
        let patient = try Records.patient(id: stay.patient, in: transaction)
        return [
            "stay": .string(stay.id), "number": .string(stay.number ?? stay.id),
            "name": .string(patient?.name ?? ""),
            "department": .string(stay.place.department?.name ?? stay.place.department?.code ?? ""),
            "bed": .string(stay.place.bed ?? ""),
            "admittedAt": .moment(stay.admittedAt),
            "dischargedAt": stay.dischargedAt.map { .moment($0) } ?? .null,
            "state": badge(stay),
        ]
    }

    private func badge(_ stay: Stay) -> JSON {
        switch stay.state {
        case .admitted: .badge(.good, Words("在院", "Here"))
        case .discharged: .badge(.off, Words("已出院", "Discharged"))
        case .cancelled: .badge(.off, Words("已取消", "Cancelled"))
        }
    }

    /// What a page shows at its head of the stay it is about.
    func head(_ stay: Stay, in transaction: any Transaction) throws -> JSON {
        let patient = try Records.patient(id: stay.patient, in: transaction)
        let place = stay.place
        func clock(_ date: Date?) -> String {
            guard let date else { return "—" }
            let time = WallTime(date, in: office.zone)
            func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
            return "\(time.day) \(two(time.second / 3600)):\(two(time.second / 60 % 60))"
        }
        let details: [(Words, String)] = [
            (Words("患者", "Patient"), patient?.name ?? "—"),
            (Words("住院号", "Inpatient number"), stay.number ?? stay.id),
            (
                Words("科室 床号", "Department and bed"),
                [place.department?.name ?? place.department?.code, place.bed]
                    .compactMap { $0 }.joined(separator: " ")
            ),
            (Words("入院", "Admitted"), clock(stay.admittedAt)),
            (Words("出院", "Discharged"), clock(stay.dischargedAt)),
        ]
        return .array(
            details.map { ["label": .words($0.0), "value": .string($0.1.isEmpty ? "—" : $0.1)] })
    }
}
