import Foundation
import Hospital
import Hub
import Hummingbird
import Lab
import Storage

/// A page of the desk, opened from inside the HIS by somebody it has signed in.
struct DeskLink: Codable, Sendable {
    let id: String
    let staff: String
    /// Such as `einvoice/bills`.
    let screen: String
    let query: [String: String]
    let until: Date

    static let purpose = "link"
    static let lifetime: TimeInterval = 300
}

extension House {
    private struct Asked: Decodable {
        let staff: String
        let screen: String
        let query: [String: String]?
    }

    private struct Given: Encodable {
        let address: String
        let until: Date
    }

    /// Where the HIS asks for links.
    var deskDoors: [Door] {
        [
            Door(
                .post, "/api/v1/desk/links", for: [.his],
                Words("为一名工作人员签发一次性页面链接", "A link that opens one page, once, for one person"),
                takes: #"{"staff":"U07","screen":"einvoice/bills","query":{"text":"V1"}}"#,
                answers: [201: "the address; it lives five minutes"]
            ) { visit in
                let asked = try await visit.body(Asked.self)
                let (address, until) = try await staffDesk.link(
                    for: asked.staff, to: asked.screen, query: asked.query ?? [:])
                try await note("desk.link", "\(asked.staff) \(asked.screen)", visit)
                return try visit.json(Given(address: address, until: until), status: .created)
            }
        ]
    }
}

extension StaffDesk {
    /// The address of `screen` with a signed link for the person `staff`.
    func link(
        for staff: String, to screen: String, query: [String: String]
    ) async throws -> (address: String, until: Date) {
        guard let place = places.first(where: { $0.key == screen }), place.base != "/admin" else {
            throw Problem.unknown("screen", "页面", "screen")
        }
        let account = try await store.read { try Accounts.find(staff, in: $0) }
        guard let account, account.disabledAt == nil else {
            throw Problem.unknown("staff", "工作人员", "staff member")
        }
        let roles = Set(account.roles.compactMap(Caller.Role.init))
        guard Caller(roles: roles, actor: "").isAny(of: place.screen.roles) else {
            throw Problem.forbidden("staff \(account.id)")
        }
        guard query["link"] == nil, query["tongue"] == nil, query.count <= 20 else {
            throw Problem.badRequest("query 不正确。", "The member query will not do.")
        }
        let link = DeskLink(
            id: Passwords.random(bytes: 16).hexadecimal, staff: account.id, screen: screen,
            query: query, until: now() + DeskLink.lifetime)
        let sealed = try seal.close(link, for: DeskLink.purpose)
        return (place.href + Hand.address(["link": sealed]), link.until)
    }

    /// Opens a link: a session of its person for its screen, and on to the page itself.
    func open(_ text: String, _ call: inout DeskCall) async throws -> Response {
        let date = now()
        guard call.form == nil,
            let link = seal.open(text, as: DeskLink.self, for: DeskLink.purpose),
            link.until > date,
            let place = places.first(where: { $0.key == link.screen }), place.href == call.path
        else { throw Problem.linkOver }
        let target = place.href + Hand.address(link.query)
        let isSignedIn = call.visitor.map { $0.account.id == link.staff && place.isFor($0) }
        let origin = call.origin
        let secret = try await store.write { transaction -> String? in
            guard try UsedSeals.use(link.id, until: link.until, at: date, in: transaction),
                let account = try Accounts.find(link.staff, in: transaction),
                account.disabledAt == nil
            else { return nil }
            if isSignedIn == true { return "" }
            let (secret, session) = SignIn.begin(
                account, campus: SignIn.campus(of: account, among: hospital.campuses),
                screen: link.screen, from: origin, at: date)
            try StaffSessions.insert(session, in: transaction)
            return secret
        }
        guard let secret else {
            // Reloaded: who is in already goes on.
            guard isSignedIn == true else { throw Problem.linkOver }
            return redirect(to: target, call)
        }
        if !secret.isEmpty {
            call.cookies = [cookies.session(secret), cookies.gone(DeskCookies.door)]
        }
        let page = DeskPage(
            template: "go-on", title: place.screen.title,
            members: ["target": .string(target)], goOn: target)
        call.visitor = nil
        return try draw(page, &call)
    }
}
