import Foundation
import Hospital
import Hummingbird
import Lab
import Storage

extension House {
    private struct Kept: Encodable, Sendable {
        let accepted: Int
        let repeated: Int
    }

    /// What HIS and LIS call.
    var hisDoors: [Door] {
        [
            Door(
                .post, "/api/v1/events", for: [.his],
                Words(
                    "HIS 事件：一个，或 NDJSON 一批。类型：\(HISEvent.types)",
                    "HIS events: one, or a batch as NDJSON. Types: \(HISEvent.types)"),
                takes: HISEvent.sample, answers: [200: "how many were new, how many known"]
            ) { visit in
                let parcel = try Parcel(
                    await visit.data(), campuses: Set(settings.hospital.campuses))
                return try await keep(parcel.events, visit)
            },
            Door(
                .post, "/api/v1/reports", for: [.lis, .his],
                Words("已审核的报告", "A verified report"),
                takes: #"{"report":"R1","order":"L1","patient":"P1","verifiedBy":"D7","items":[]}"#,
                answers: [200: "how many were new, how many known"]
            ) { visit in
                let parcel = try Parcel(
                    report: await visit.data(), campus: settings.hl7.campus, at: now(),
                    zone: zone, campuses: Set(settings.hospital.campuses))
                return try await keep(parcel.events, visit)
            },
        ]
    }

    private func keep(_ events: [HISEvent], _ visit: Visit) async throws -> Response {
        let accepted = try await inbox.keep(events)
        return try visit.json(Kept(accepted: accepted, repeated: events.count - accepted))
    }
}

extension HISEvent {
    /// The types that are taken, in the order of the interface's table.
    static let types = Kind.allCases.map(\.rawValue).joined(separator: " ")

    /// As OpenAPI shows it.
    static let sample = """
        {"id":"e2","type":"order.paid","at":"2026-11-22T07:31:00+08:00","campus":"benbu",\
        "data":{"order":"L1","patient":"P1","visit":"V1","department":"内科","urgency":"routine",\
        "items":[{"code":"CBC","name":"血常规","tube":"purple"}]}}
        """
}
