import Foundation
import HTTPTypes
import Hall
import Hummingbird
import Storage

/// The folder `Displays`: read at each request, so that a designer only reloads.
struct Pages: Sendable {
    let folder: URL

    static let types = [
        "html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8",
        "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml", "png": "image/png",
        "json": "application/json", "woff2": "font/woff2", "ico": "image/x-icon",
    ]

    /// Nothing from elsewhere, nothing inline.
    static let policy =
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        + "connect-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'self'"

    func answer(_ name: String, to request: Request) throws -> Response {
        let file = folder.appending(path: name).standardizedFileURL
        guard file.path.hasPrefix(folder.standardizedFileURL.path + "/"),
            let type = Self.types[file.pathExtension],
            let data = try? Data(contentsOf: file)
        else { throw Problem.notFound }
        let picture = Feed().show(Array(data))
        var headers: HTTPFields = [
            .contentType: type, .eTag: picture.etag, .cacheControl: "no-cache",
            .contentSecurityPolicy: Self.policy, .xContentTypeOptions: "nosniff",
        ]
        if let referrer = HTTPField.Name("Referrer-Policy") { headers[referrer] = "no-referrer" }
        if request.headers[.ifNoneMatch] == picture.etag {
            return Response(status: .notModified, headers: headers)
        }
        return Response(
            status: .ok, headers: headers,
            body: .init(byteBuffer: ByteBuffer(bytes: picture.bytes)))
    }
}

extension House {
    /// The pages, and whose badge each needs.
    func hangPages(on router: Router<Passage>) {
        page("/", "index.html", on: router) { _ in nil }
        page("/kiosk/{place}", "kiosk.html", on: router) { (.kiosk, $0) }
        page("/window/{place}", "window.html", on: router) { (.window, $0) }
        page("/triage", "triage.html", on: router) { _ in (.triage, nil) }
        page("/board/{place}", "board.html", on: router) { _ in (.board, nil) }
        page("/reports/{place}", "board.html", on: router) { _ in (.board, nil) }
        page("/t/{place}", "ticket.html", on: router) { _ in nil }
        router.get("/displays/**") { request, context in
            try pages.answer(context.parameters.getCatchAll().joined(separator: "/"), to: request)
        }
    }

    private func page(
        _ path: String, _ file: String, on router: Router<Passage>,
        for badge: @escaping @Sendable (String?) -> (Badge.Role, String?)?
    ) {
        router.get(RouterPath(path)) { request, context in
            let place = context.parameters.get("place")
            if let token = request.uri.queryParameters["token"].map(String.init) {
                return try await signIn(token, then: request.uri.path)
            }
            var response = try pages.answer(file, to: request)
            // The demonstration's pages sign themselves in.
            if let demo, let (role, scope) = badge(place),
                let token = demo.token(for: role, scope: scope),
                let badge = try await gate.badge(of: token)
            {
                response.setCookie(Session.cookie(token, of: badge, secure: false))
            }
            return response
        }
    }

    /// `?token=` signs a page in and leaves the address clean.
    private func signIn(_ token: String, then path: String) async throws -> Response {
        guard let badge = try await gate.badge(of: token) else { throw Problem.unauthorized }
        var response = Response(status: .seeOther, headers: [.location: path])
        response.setCookie(Session.cookie(token, of: badge, secure: settings.http.tls != nil))
        return response
    }
}
