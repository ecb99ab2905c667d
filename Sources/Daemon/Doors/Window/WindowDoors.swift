import Foundation
import Hummingbird
import Lab
import Storage

extension House {
    /// What a phlebotomist's page calls.
    var windowDoors: [Door] {
        let feeds = FeedAnswers(screens: screens)
        func door(
            _ verb: String, _ does: Words, takes: String? = nil,
            _ command: @escaping @Sendable (WindowID, Visit) async throws -> Command
        ) -> Door {
            Door(
                .post, "/api/v1/windows/{window}/\(verb)", for: [.window, .triage], does,
                takes: takes, answers: [200: "the window and its ticket"]
            ) { visit in
                let window = WindowID(visit["window"])
                try visit.mustBe(atWindow: window)
                return try await act(try await command(window, visit), at: window, visit)
            }
        }
        struct Pick: Decodable { let ticket: TicketID }
        struct Pause: Decodable { let reason: String? }
        struct Mode: Decodable { let mode: Window.Mode }
        return [
            Door(
                .get, "/api/v1/windows/{window}", for: [.window, .triage],
                Words("窗口现状：ETag、304、?wait=", "How a window stands: ETag, 304, ?wait=")
            ) { visit in
                try visit.mustBe(atWindow: WindowID(visit["window"]))
                return try await feeds.answer("window \(try known(visit))", visit)
            },
            Door(
                .get, "/api/v1/windows/{window}/stream", for: [.window, .triage],
                Words("窗口现状流（SSE）", "How a window stands, as server-sent events")
            ) { visit in
                try visit.mustBe(atWindow: WindowID(visit["window"]))
                return try await feeds.stream("window \(try known(visit))", zone: zone)
            },
            Door(
                .post, "/api/v1/windows/{window}/next", for: [.window],
                Words("下一位", "Call whoever is next"),
                answers: [200: "the call", 204: "nobody waits"]
            ) { visit in
                let window = WindowID(visit["window"])
                try visit.mustBe(atWindow: window)
                return try await next(at: window, visit)
            },
            door("call", Words("从列表叫号", "Call this ticket"), takes: #"{"ticket":"…"}"#) {
                .call(try await $1.body(Pick.self).ticket, $0)
            },
            door("recall", Words("重呼", "Call once more")) { window, _ in .recall(window) },
            door("arrive", Words("到达", "The patient is here")) { window, _ in .arrive(window) },
            door("finish", Words("完成", "The draw is done")) { window, _ in .finish(window) },
            door("miss", Words("过号", "The patient did not come")) { window, _ in .miss(window) },
            door("undo", Words("撤销", "Take back the last step")) { window, _ in .undo(window) },
            door("open", Words("开窗", "Open the window")) { window, _ in .open(window) },
            door("pause", Words("暂停", "Pause the window"), takes: #"{"reason":"换班"}"#) {
                let reason = try await $1.body(Pause.self).reason ?? ""
                return .pause($0, reason: try Text.short(reason, "reason", atMost: 60))
            },
            door("close", Words("关窗", "Close the window")) { window, _ in .close(window) },
            door("mode", Words("自动或手动", "Automatic or manual"), takes: #"{"mode":"manual"}"#) {
                .mode($0, try await $1.body(Mode.self).mode)
            },
        ]
    }

    /// Gives every window its feed.
    func hangWindows() {
        for desk in desks {
            for window in desk.settings.windows {
                screens.add("window \(window.id)", hall: desk.hall) { [room, zone, now] in
                    let scene = Scene(hall: desk.settings, prints: room.prints, now: now())
                    let view = await desk.read { line in WindowView(window.id, in: line, scene) }
                    return try WireJSON.bytes(view, zone: zone)
                }
            }
        }
    }

    private func known(_ visit: Visit) throws -> String {
        _ = try desk(withWindow: WindowID(visit["window"]))
        return visit["window"]
    }

    private func next(at window: WindowID, _ visit: Visit) async throws -> Response {
        let desk = try desk(withWindow: window)
        let now = now()
        // A repeated key gets its own first answer, whatever else was pressed meanwhile.
        let isRepeated = await desk.knows(try visit.key, by: visit.badge.actor)
        if !isRepeated,
            let same = await desk.read({ line in line.repeatedCall(at: window, at: now) })
        {
            return try await told(window, same.id, desk, visit)
        }
        do {
            let events = try await desk.perform(
                .next(window), key: try visit.key, by: visit.badge.actor)
            // It may have finished a draw or opened the window, and found nobody to call.
            guard let call = events.last(where: \.isCall) else {
                return Response(status: .noContent)
            }
            return try await told(window, call.ticket, desk, visit)
        } catch Refusal.nobodyWaiting {
            return Response(status: .noContent)
        } catch Refusal.windowBusy(let busy, let label) {
            // The other press of two was faster; both get the one call.
            let moment = self.now()
            guard let same = await desk.read({ $0.repeatedCall(at: window, at: moment) }) else {
                throw Refusal.windowBusy(busy, label: label)
            }
            return try await told(window, same.id, desk, visit)
        }
    }

    private func act(_ command: Command, at window: WindowID, _ visit: Visit) async throws
        -> Response
    {
        let desk = try desk(withWindow: window)
        let events = try await desk.perform(command, key: try visit.key, by: visit.badge.actor)
        // The last event's ticket: after "call" the one called, not the one finished.
        return try await told(window, events.last { $0.ticket != nil }?.ticket, desk, visit)
    }

    private struct Told: Encodable, Sendable {
        let window: WindowState?
        let ticket: TicketView?
        let attempt: Int?
    }

    private func told(_ window: WindowID, _ ticket: TicketID?, _ desk: Desk, _ visit: Visit)
        async throws -> Response
    {
        let scene = Scene(hall: desk.settings, prints: room.prints, now: now())
        let told = await desk.read { line -> Told in
            let found = ticket ?? line.window(window)?.ticket
            var view: TicketView?
            if let found, let ticket = line.tickets[found] {
                view = TicketView(ticket, in: line, scene)
            }
            return Told(
                window: line.window(window).map { WindowState($0, in: scene.hall) },
                ticket: view, attempt: view?.attempt)
        }
        return try visit.json(told)
    }
}

extension Visit {
    /// A window's badge works its own window; triage works them all.
    func mustBe(atWindow window: WindowID) throws {
        if badge.role == .window { try mustBe(at: window.rawValue) }
    }
}

extension Event {
    fileprivate var isCall: Bool {
        if case .called = what { true } else { false }
    }
}
