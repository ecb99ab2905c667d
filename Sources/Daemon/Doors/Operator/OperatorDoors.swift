import Foundation
import HTTPTypes
import Hall
import Hummingbird
import Lab
import Storage

extension House {
    /// What operators, monitors and pages ask about the house itself.
    var operatorDoors: [Door] {
        struct SignIn: Decodable { let token: String }
        struct SignedIn: Encodable {
            let role: String
            let scope: String?
        }
        return [
            Door(.get, "/health/live", for: [], Words("进程活着", "The process lives")) { visit in
                try visit.json(["state": "live"])
            },
            Door(.get, "/health/ready", for: [], Words("可以工作", "Ready to work")) { visit in
                _ = try await store.engine.read { try $0.rows("SELECT 1 AS one") }
                return try visit.json(["state": "ready"])
            },
            Door(.get, "/metrics", for: [], Words("Prometheus 指标", "Figures for Prometheus")) { _ in
                Response(
                    status: .ok, headers: [.contentType: "text/plain; version=0.0.4"],
                    body: .init(byteBuffer: ByteBuffer(string: await figures())))
            },
            Door(
                .get, "/api/v1/halls", for: [], Words("大厅、窗口、自助机、屏幕", "What there is")
            ) { visit in
                try visit.json(["halls": settings.halls.map { HallList($0, settings.boards) }])
            },
            Door(
                .post, "/api/v1/session", for: [], Words("页面登录", "A page signs in"),
                takes: #"{"token":"lq_…"}"#
            ) { visit in
                let token = try await visit.body(SignIn.self).token
                guard let badge = try await gate.badge(of: token) else {
                    throw Problem.unauthorized
                }
                try await note("session.begin", "\(badge.actor) \(badge.id)", visit)
                var response = try visit.json(
                    SignedIn(role: badge.role.rawValue, scope: badge.scope))
                response.setCookie(
                    Session.cookie(token, of: badge, secure: settings.http.tls != nil))
                return response
            },
            Door(.delete, "/api/v1/session", for: [], Words("页面退出", "A page signs out")) { visit in
                var response = try visit.json(["state": "signed out"])
                for token in visit.request.tokens {
                    guard let badge = try await gate.badge(of: token) else { continue }
                    response.setCookie(
                        Cookie(
                            name: Session.prefix + badge.id, value: "", maxAge: 0, path: "/"))
                }
                return response
            },
            Door(.get, "/openapi.json", for: [], Words("接口说明", "This description")) { visit in
                try visit.json(OpenAPI(doors))
            },
        ]
    }

    /// Every door of the house.
    var doors: [Door] {
        kioskDoors + patientDoors + pageDoors + windowDoors + triageDoors + screenDoors + hisDoors
            + connectorDoors + deliveryDoors + laneDoors + timetableDoors + deskDoors
            + operatorDoors
    }

    private struct HallList: Encodable {
        struct Item: Encodable {
            let id: String
            let name: String
        }
        struct Board: Encodable {
            let id: String
            let kind: BoardSettings.Kind
            let title: Words
        }
        let id: HallID
        let name: String
        let nameEn: String
        let queues: [Item]
        let kiosks: [String]
        let windows: [Item]
        let boards: [Board]

        init(_ hall: HallSettings, _ boards: [BoardSettings]) {
            id = hall.id
            name = hall.name
            nameEn = hall.nameEn
            queues = hall.queues.map { Item(id: $0.id.rawValue, name: $0.name) }
            kiosks = hall.kiosks.map(\.id)
            windows = hall.windows.map { Item(id: $0.id.rawValue, name: $0.name) }
            self.boards = boards.filter { $0.hall == hall.id || $0.hall == nil }
                .map { Board(id: $0.id, kind: $0.kind, title: $0.title) }
        }
    }

    /// In the words of the Prometheus text format 0.0.4.
    private func figures() async -> String {
        var text = "# TYPE labqueue_tickets gauge\n"
        for desk in desks {
            let counts = await desk.read { line in
                Dictionary(grouping: line.tickets.values, by: \.state).mapValues(\.count)
            }
            for state in Ticket.State.allCases {
                text +=
                    "labqueue_tickets{hall=\"\(desk.hall)\",state=\"\(state.rawValue)\"} "
                    + "\(counts[state] ?? 0)\n"
            }
        }
        let engine = store.engine.figures
        text += """
            # TYPE labqueue_commits_total counter
            labqueue_commits_total \(engine.commits)
            # TYPE labqueue_writes_total counter
            labqueue_writes_total \(engine.writes)
            # TYPE labqueue_streams gauge
            labqueue_streams \(screens.watcherCount)

            """
        if let lanes = try? await store.read({ try Outbox.figures(in: $0) }) {
            text += lanes.prometheus(at: now())
        }
        text += """
            # TYPE labqueue_timetable_halted gauge
            labqueue_timetable_halted \(scheduler.clockWasSet == nil ? 0 : 1)

            """
        for printer in await room.printers.status() {
            text +=
                "labqueue_printer_ready{printer=\"\(printer.id)\"} "
                + (printer.state == .ready ? "1\n" : "0\n")
        }
        return text
    }
}
