import Foundation
import HTTPTypes
import Hub
import Hummingbird
import Lab
import NIOCore
import Storage

extension House {
    /// Calls a second and address that a counterparty may make.
    private static let callsPerSecond = 50

    /// The calls of the counterparties: `/connectors/{connector}/{path}`.
    ///
    /// No badge opens them: whoever answers checks who calls.
    func hangReceptions(on router: Router<Passage>) {
        for member in connectors.members {
            // A turnstile each: a counterparty gone wild shuts out itself alone.
            let turnstile = Turnstile(perSecond: Self.callsPerSecond)
            for reception in member.connector.receives {
                guard let method = HTTPRequest.Method(rawValue: reception.method) else { continue }
                let path = "/connectors/\(member.name)/\(reception.path)"
                router.on(RouterPath(path), method: method) { request, context in
                    guard turnstile.lets(context.from) else { throw Problem.tooMany }
                    return try await receive(request, context, at: reception, of: member)
                }
            }
        }
    }

    private func receive(
        _ request: Request, _ context: Passage, at reception: Hub.Reception,
        of member: Connectors.Member
    ) async throws -> Response {
        let visit = Visit(
            request: request, context: context,
            badge: Badge(id: member.name, role: .board, scope: nil), zone: zone,
            bodyAtMost: settings.http.bodyAtMost)
        let call = Hub.Reception.Call(
            headers: Dictionary(
                request.headers.map { ($0.name.canonicalName, $0.value) }
            ) { "\($0), \($1)" },
            query: Dictionary(
                request.uri.queryParameters.map { (String($0.key), String($0.value)) }
            ) { first, _ in first },
            body: try await visit.data(), origin: context.from)
        do {
            let answer = try await reception.answer(call)
            return Response(
                status: .init(code: answer.status), headers: [.contentType: answer.mediaType],
                body: .init(byteBuffer: ByteBuffer(bytes: answer.body)))
        } catch let declined as Declined {
            throw Problem(declined, by: member.name)
        }
    }
}
