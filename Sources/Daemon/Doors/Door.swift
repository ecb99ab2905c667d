import Foundation
import HTTPTypes
import Hummingbird
import Lab
import NIOCore

/// One call that the outside may make: the row of a table from which routes and OpenAPI grow.
struct Door: Sendable {
    let method: HTTPRequest.Method
    /// With `{name}` for parameters.
    let path: String
    /// Whose badge opens it; `admin` opens all, and anyone an empty one.
    let who: Set<Badge.Role>
    let does: Words
    /// Parameters of the address, each of which may be left out.
    let query: [String]
    /// Header fields of its own, beside `Idempotency-Key` and the app's `X-Patient`.
    let headers: [String]
    /// An example of the body it takes.
    let takes: String?
    /// What it answers when all is well, by status.
    let answers: [Int: String]
    let open: @Sendable (Visit) async throws -> Response

    init(
        _ method: HTTPRequest.Method, _ path: String, for who: Set<Badge.Role>, _ does: Words,
        query: [String] = [], headers: [String] = [], takes: String? = nil,
        answers: [Int: String] = [200: "OK"],
        open: @escaping @Sendable (Visit) async throws -> Response
    ) {
        self.method = method
        self.path = path
        self.who = who
        self.does = does
        self.query = query
        self.headers = headers
        self.takes = takes
        self.answers = answers
        self.open = open
    }
}

/// One request that has come through a door.
struct Visit: Sendable {
    let request: Request
    let context: Passage
    let badge: Badge
    let zone: TimeZone
    let bodyAtMost: Int

    /// A parameter of the path.
    subscript(name: String) -> String { context.parameters.get(name) ?? "" }

    func query(_ name: String) -> String? {
        request.uri.queryParameters[Substring(name)].map(String.init)
    }

    /// The caller's `Idempotency-Key`.
    var key: String? {
        get throws {
            guard let key = request.headers[.idempotencyKey] else { return nil }
            guard (1...200).contains(key.utf8.count),
                key.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f })
            else {
                throw Problem.badRequest(
                    "Idempotency-Key 应为 1 到 200 个可见字符。",
                    "Idempotency-Key must be 1 to 200 visible ASCII characters.")
            }
            return key
        }
    }

    /// The body, bounded.
    func data() async throws -> Data {
        if let length = request.headers[.contentLength].flatMap(Int.init), length > bodyAtMost {
            throw Problem.tooLarge(bodyAtMost)
        }
        do {
            let buffer = try await request.body.collect(upTo: bodyAtMost)
            return Data(buffer.readableBytesView)
        } catch is NIOTooManyBytesError {
            throw Problem.tooLarge(bodyAtMost)
        }
    }

    func body<T: Decodable>(_ type: T.Type) async throws -> T {
        let data = try await data()
        return try WireJSON.read(type, from: data.isEmpty ? Data("{}".utf8) : data)
    }

    /// Refuses a badge that is for another place.
    func mustBe(at place: String) throws {
        guard badge.mayVisit(place) else { throw Problem.forbidden(badge.actor) }
    }

    func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
        Response(
            status: status, headers: [.contentType: "application/json; charset=utf-8"],
            body: .init(byteBuffer: ByteBuffer(bytes: try WireJSON.bytes(value, zone: zone))))
    }
}

extension HTTPField.Name {
    static let idempotencyKey: Self = {
        guard let name = HTTPField.Name("Idempotency-Key") else { return .ifMatch }
        return name
    }()
}

/// What Hummingbird keeps of a request on its way to a door.
struct Passage: RequestContext, RemoteAddressRequestContext {
    var coreContext: CoreRequestContextStorage
    let remoteAddress: SocketAddress?

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        remoteAddress = source.channel.remoteAddress
    }

    /// The caller's address without the port.
    var from: String { remoteAddress?.ipAddress ?? "local" }
}
