import Foundation
import Hospital
import Hub
import Hummingbird
import Lab
import Storage

extension StaffDesk {
    /// The sign-in page, and what its form brings.
    func entrance(_ call: inout DeskCall) async throws -> Response {
        guard let form = call.form else { return try signInPage(&call, nil) }
        guard turnstile.lets(call.origin) else { throw Problem.tooMany }
        var (name, password) = (form["name"] ?? "", form["password"] ?? "")
        if let person = people.first(where: { $0.id == form["person"] }) {
            (name, password) = (person.id, person.password)
        }
        guard !Account.login(name).isEmpty, name.utf8.count <= 200, password.utf8.count <= 1_000
        else { return try signInPage(&call, Self.wrong) }
        let outcome = try await signIn.enter(
            name, password: password, campuses: hospital.campuses, from: call.origin)
        switch outcome {
        case .welcome(let secret):
            call.cookies = [cookies.session(secret), cookies.gone(DeskCookies.door)]
            return redirect(to: Self.local(form["back"]), call)
        case .wrong: return try signInPage(&call, Self.wrong)
        case .locked(let until):
            let hand = Hand(tongue: call.tongue, zone: zone, query: [:])
            let clock = String(hand.text(of: until + 1).dropFirst(11).prefix(8))
            return try signInPage(
                &call,
                Words(
                    "密码错误次数太多，请在 \(clock) 之后再试；急用请找管理员重设密码。",
                    "Too many failures; try after \(clock), or ask an administrator."))
        }
    }

    private static let wrong = Words(
        "工号或密码不对。请检查大小写；忘记密码请找管理员重设。",
        "The staff number or the password is wrong. An administrator can set a new one.")

    private func signInPage(_ call: inout DeskCall, _ complaint: Words?) throws -> Response {
        let back = call.form?["back"] ?? call.query["back"]
        var page = DeskPage(
            template: "sign-in", title: Words("登录", "Sign in"),
            members: [
                "name": .string(call.form?["name"] ?? ""), "back": .string(Self.local(back)),
                "complaint": complaint.map { .words($0) } ?? .null,
                "people": .array(
                    people.map { ["id": .string($0.id), "name": .string($0.name)] }),
            ])
        if complaint != nil { page.status = .unprocessableContent }
        return try draw(page, &call)
    }

    /// To the sign-in page, and back here afterwards.
    func stranger(_ call: DeskCall) -> Response {
        redirect(to: "/desk/sign-in" + Hand.address(["back": call.here]), call)
    }

    /// An address of the desk; its front page for anything else.
    static func local(_ address: String?) -> String {
        guard let address, address.utf8.count <= 2_000,
            address.hasPrefix("/desk/") || address.hasPrefix("/desk?")
                || address.hasPrefix("/admin"),
            !address.hasPrefix("/desk/sign-"), !address.contains("\\"), !address.contains("//"),
            address.unicodeScalars.allSatisfy({ $0.isASCII && $0.value > 0x20 })
        else { return "/desk" }
        return address
    }

    func signOut(_ call: inout DeskCall, _ visitor: Visitor) async throws -> Response {
        guard call.form != nil else { return redirect(to: "/desk", call) }
        try await store.write { transaction in
            try StaffSessions.end(visitor.session.hash, in: transaction)
        }
        try await note("sign-out", visitor.account.id, visitor, call)
        call.cookies = [cookies.gone(DeskCookies.session)]
        return redirect(to: "/desk/sign-in", call)
    }

    /// The demonstration's pages sign themselves in, as somebody who may see them.
    func demonstrate(_ call: inout DeskCall) async throws {
        guard !people.isEmpty else { return }
        let roles = places.first { $0.href == call.path }?.screen.roles.map(\.rawValue) ?? []
        guard
            let person = people.first(where: { roles.contains($0.role) }) ?? people.last,
            case .welcome(let secret) = try await signIn.enter(
                person.id, password: person.password, campuses: hospital.campuses,
                from: call.origin)
        else { return }
        call.visitor = try await signIn.person(of: secret)
        call.secret = secret
        call.cookies = [cookies.session(secret), cookies.gone(DeskCookies.door)]
    }

    /// Notes in the audit what somebody did at the desk.
    func note(
        _ action: String, _ target: String, _ visitor: Visitor, _ call: DeskCall
    ) async throws {
        let entry = Audit.Entry(
            at: now(), actor: "staff \(visitor.account.id)", origin: call.origin, action: action,
            target: target)
        try await store.write { try Audit.append(entry, in: $0) }
    }
}
