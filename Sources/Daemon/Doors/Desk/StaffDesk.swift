import Foundation
import HTTPTypes
import Hospital
import Hub
import Hummingbird
import Lab
import Logging
import Storage

/// The staff's pages: who may see which, and what is drawn around each.
struct StaffDesk: Sendable {
    let hospital: Settings.Hospital
    let store: Store
    let signIn: SignIn
    let seal: Seal
    let templates: Templates
    let zone: TimeZone
    let now: @Sendable () -> Date
    let logger: Logger
    let cookies: DeskCookies
    /// The demonstration's people, who need no password; none otherwise.
    let people: [Demo.Person]
    /// In the order of the menu.
    let places: [DeskPlace]
    /// Tries to sign in per second and address.
    let turnstile: Turnstile

    /// - Parameters:
    ///   - displays: The folder `Displays`.
    ///   - own: Screens of the house, after the connectors' in the menu.
    init(
        settings: Settings, store: Store, displays: URL, rooms: [DeskRoom],
        places own: [DeskPlace] = [], passwords: Passwords, people: [Demo.Person] = [],
        turnstile: Turnstile = Turnstile(perSecond: 5), now: @escaping @Sendable () -> Date,
        logger: Logger
    ) async throws {
        hospital = settings.hospital
        self.store = store
        signIn = SignIn(store: store, passwords: passwords, now: now)
        seal = try await store.seal(at: now())
        templates = Templates(folder: displays.appending(path: "desk"), logger: logger)
        zone = settings.timeZone
        self.now = now
        self.logger = logger
        cookies = DeskCookies(secure: settings.http.tls != nil)
        self.people = people
        self.turnstile = turnstile
        places =
            rooms.flatMap(\.places) + own
            + Administration(
                store: store, passwords: passwords, campuses: settings.hospital.campuses, now: now
            ).places
    }

    /// Answers one request; what goes wrong is a page too.
    func answer(_ request: Request, from origin: String, bodyAtMost: Int) async -> Response {
        var call = DeskCall(
            method: request.method, path: request.uri.path,
            query: FormText.parse(request.uri.query ?? ""), form: nil,
            tongue: tongue(of: request), origin: origin, isForged: request.isForged,
            said: request.cookies[DeskCookies.said]?.value, secret: "", visitor: nil)
        do {
            try await arrive(&call, request, bodyAtMost)
            return try await route(&call)
        } catch {
            return trouble(error, &call)
        }
    }

    /// Reads the body, and who it is.
    private func arrive(
        _ call: inout DeskCall, _ request: Request, _ bodyAtMost: Int
    ) async throws {
        if request.method == .post {
            let body = try await request.body.collect(upTo: bodyAtMost)
            call.form = FormText.parse(String(buffer: body))
        }
        if let secret = request.cookies[DeskCookies.session]?.value,
            let visitor = try await signIn.person(of: secret)
        {
            call.secret = secret
            call.visitor = visitor
        } else if let secret = request.cookies[DeskCookies.door]?.value, secret.count == 40 {
            call.secret = secret
        } else {
            call.secret = Passwords.random(bytes: 20).hexadecimal
            call.cookies.append(cookies.door(call.secret))
        }
    }

    private func tongue(of request: Request) -> Tongue {
        request.cookies[DeskCookies.tongue].flatMap { Tongue(rawValue: $0.value) } ?? .zh
    }

    private func route(_ call: inout DeskCall) async throws -> Response {
        guard [.get, .head, .post].contains(call.method) else { throw Problem.notFound }
        if let asked = call.query["tongue"] {
            return turn(to: Tongue(rawValue: asked) ?? .zh, call)
        }
        if call.form != nil { try mustBeOurs(call) }
        if call.path == "/desk/sign-in" { return try await entrance(&call) }
        if let link = call.query["link"] { return try await open(link, &call) }
        if call.visitor == nil, call.form == nil { try await demonstrate(&call) }
        guard let visitor = call.visitor else { return stranger(call) }
        if visitor.account.mustChange, visitor.session.screen == nil,
            !["/desk/account", "/desk/sign-out"].contains(call.path)
        {
            return redirect(to: "/desk/account", call)
        }
        call.waiting = await waiting(for: visitor, from: call.origin)
        switch call.path {
        case "/desk", "/desk/": return try home(&call, visitor)
        case "/admin", "/admin/": return redirect(to: "/admin/staff", call)
        case "/desk/sign-out": return try await signOut(&call, visitor)
        case "/desk/campus": return try await moveCampus(&call, visitor)
        case "/desk/account": return try await account(&call, visitor)
        default:
            guard let place = places.first(where: { $0.href == call.path }) else {
                throw Problem.notFound
            }
            guard place.isFor(visitor) else { throw Problem.notForYou }
            return try await visit(place, &call, visitor)
        }
    }

    /// Refuses a form that none of our pages drew for this browser.
    private func mustBeOurs(_ call: DeskCall) throws {
        guard !call.isForged, let mark = call.form?["csrf"],
            seal.isMark(mark, of: call.secret, for: "form")
        else { throw call.visitor == nil ? Problem.sessionOver : Problem.staleForm }
    }

    private func turn(to tongue: Tongue, _ call: DeskCall) -> Response {
        var call = call
        call.cookies.append(cookies.tongue(tongue))
        let rest = call.query.filter { $0.key != "tongue" }
        return redirect(to: call.path + Hand.address(rest), call)
    }
}

extension StaffDesk {
    /// Hangs the desk beside the doors.
    func hang(on router: Router<Passage>, bodyAtMost: Int) {
        for path in ["/desk", "/desk/**", "/admin", "/admin/**"] {
            for method: HTTPRequest.Method in [.get, .post] {
                router.on(RouterPath(path), method: method) { request, context in
                    await answer(request, from: context.from, bodyAtMost: bodyAtMost)
                }
            }
        }
    }
}
