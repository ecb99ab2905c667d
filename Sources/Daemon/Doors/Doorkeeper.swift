import Foundation
import HTTPTypes
import Hummingbird
import Lab
import Logging
import Storage

/// Stands before every door: who comes, how big, how often; and turns errors into problems.
struct Doorkeeper: RouterMiddleware {
    typealias Context = Passage

    let zone: TimeZone

    func handle(
        _ request: Request, context: Passage,
        next: @concurrent (Request, Passage) async throws -> Response
    ) async throws -> Response {
        do {
            let size = request.headers.reduce(0) {
                $0 + $1.name.rawName.utf8.count + $1.value.utf8.count
            }
            guard size <= 16 << 10 else { throw Problem.headersTooLarge }
            return try await next(request, context)
        } catch {
            return answer(to: error, context)
        }
    }

    private func answer(to error: any Error, _ context: Passage) -> Response {
        let problem = Problem(of: error)
        if problem.status >= 500 { context.logger.error("a request failed: \(error)") }
        return problem.response(zone: zone)
    }
}

extension Problem {
    /// How `error` is told to the caller.
    init(of error: any Error) {
        switch error {
        case let error as Problem: self = error
        case let error as Refusal: self = Problem(error)
        case let error as Reception.Turned: self = Problem(error)
        case is StorageError: self = .storageTrouble
        case let error as HTTPError where error.status == .notFound: self = .notFound
        case let error as HTTPError:
            self = .badRequest("请求有误。", error.body ?? "\(error.status)")
        default: self = .internalTrouble
        }
    }
}

extension Problem {
    func response(zone: TimeZone) -> Response {
        let bytes = (try? WireJSON.bytes(self, zone: zone)) ?? Array("{}".utf8)
        var headers: HTTPFields = [.contentType: Self.mediaType]
        if status == 429 { headers[.retryAfter] = "1" }
        return Response(
            status: .init(code: status), headers: headers,
            body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
