import Foundation
import HTTPTypes
import Hummingbird
import Lab
import Logging
import Storage

extension House {
    /// The router with every door and page, each behind the doorkeeper.
    func router() -> Router<Passage> {
        let router = Router(context: Passage.self)
        router.add(middleware: Doorkeeper(zone: zone))
        let turnstile = Turnstile(perSecond: settings.http.requestsPerSecond)
        for door in doors {
            router.on(RouterPath(door.path), method: door.method) { request, context in
                try await enter(door, request, context, turnstile)
            }
        }
        hangReceptions(on: router)
        hangPages(on: router)
        staffDesk.hang(on: router, bodyAtMost: settings.http.bodyAtMost)
        return router
    }

    private func enter(
        _ door: Door, _ request: Request, _ context: Passage, _ turnstile: Turnstile
    ) async throws -> Response {
        if door.method != .get, !turnstile.lets(context.from) { throw Problem.tooMany }
        let badge = try await badge(for: door, request, context)
        guard !request.isForged else { throw Problem.forbidden("cross-site") }
        return try await door.open(
            Visit(
                request: request, context: context, badge: badge, zone: zone,
                bodyAtMost: settings.http.bodyAtMost))
    }

    /// The badge that opens `door`: of several, the one for the place the path names.
    private func badge(for door: Door, _ request: Request, _ context: Passage) async throws
        -> Badge
    {
        let tokens = request.tokens
        if door.who.isEmpty { return Badge(id: "anyone", role: .board, scope: nil) }
        var badges: [Badge] = []
        for token in tokens {
            if let badge = try await gate.badge(of: token) { badges.append(badge) }
        }
        guard !badges.isEmpty else { throw Problem.unauthorized }
        let fitting = badges.filter { door.who.contains($0.role) || $0.role == .admin }
        guard fitting.count > 1 else {
            guard let only = fitting.first else { throw Problem.forbidden(badges[0].actor) }
            return only
        }
        let places = context.parameters.map { String($0.value) }
        return fitting.first { $0.scope.map(places.contains) ?? false }
            ?? fitting.first { $0.scope == nil } ?? fitting[0]
    }
}
