import Foundation
import Hospital
import Hub
import Hummingbird
import Lab
import Storage

extension StaffDesk {
    /// The front page: what this person may open.
    func home(_ call: inout DeskCall, _ visitor: Visitor) throws -> Response {
        if let only = places.first(where: { $0.key == visitor.session.screen }) {
            return redirect(to: only.href, call)
        }
        return try draw(
            DeskPage(
                template: "home", title: Words("工作台", "Desk"),
                members: ["groups": .array(menu(for: visitor, call))]), &call)
    }

    func moveCampus(_ call: inout DeskCall, _ visitor: Visitor) async throws -> Response {
        guard let asked = call.form?["campus"] else { return redirect(to: "/desk", call) }
        let choice = visitor.campuses(among: hospital.campuses)
        guard choice.contains(asked) || (asked.isEmpty && visitor.account.campuses.isEmpty) else {
            throw Problem.notForYou
        }
        try await store.write { transaction in
            try StaffSessions.move(
                visitor.session.hash, to: asked.isEmpty ? nil : asked, in: transaction)
        }
        return redirect(to: Self.local(call.form?["back"]), call)
    }

    /// One's own password and the browsers one is signed in with.
    func account(_ call: inout DeskCall, _ visitor: Visitor) async throws -> Response {
        guard visitor.session.screen == nil else { throw Problem.notForYou }
        guard let form = call.form else { return try await accountPage(&call, visitor, nil) }
        if form["end"] != nil {
            let ended = try await store.write { transaction in
                try StaffSessions.endAll(
                    of: visitor.account.id, but: visitor.session.hash, in: transaction)
            }
            try await note("sign-out.everywhere", visitor.account.id, visitor, call)
            call.cookies.append(
                cookies.said(
                    Words("已退出其他 \(ended) 处登录。", "Signed out in \(ended) other places.")))
            return redirect(to: "/desk/account", call)
        }
        guard turnstile.lets(call.origin) else { throw Problem.tooMany }
        if let complaint = try await change(form, visitor) {
            return try await accountPage(&call, visitor, complaint)
        }
        try await note("password.change", visitor.account.id, visitor, call)
        call.cookies.append(
            cookies.said(
                Words("密码已更换，其他地方的登录已退出。", "Password changed; signed out everywhere else.")))
        return redirect(to: visitor.account.mustChange ? "/desk" : "/desk/account", call)
    }

    /// - Returns: Why the password stays as it was.
    private func change(_ form: [String: String], _ visitor: Visitor) async throws -> Words? {
        let (old, new) = (form["old"] ?? "", form["new"] ?? "")
        guard old.utf8.count <= 1_000, new.utf8.count <= 1_000 else {
            return Words("密码太长。", "The password is too long.")
        }
        if new != form["again"] { return Words("两次输入的新密码不同。", "The new passwords differ.") }
        if new == old { return Words("新密码不能与旧密码相同。", "The new password is the old one.") }
        if let complaint = PasswordRules.complaint(new, for: visitor.account.id) {
            return complaint
        }
        // Guessing here is guessing: it counts as failing to sign in.
        let login = SignIn.hash("sign-in \(Account.login(visitor.account.id))")
        let date = now()
        let locked = try await store.write { transaction in
            try SignInTries.begin(login, at: date, in: transaction)
        }
        guard locked == nil, try await signIn.passwords.fits(old, visitor.account.password) else {
            return Words("旧密码不对。", "The present password is wrong.")
        }
        let hash = try await signIn.passwords.hash(new)
        try await store.write { transaction in
            try SignInTries.clear(login, in: transaction)
            try Accounts.setPassword(
                hash, mustChange: false, of: visitor.account.id, in: transaction)
            try StaffSessions.endAll(
                of: visitor.account.id, but: visitor.session.hash, in: transaction)
        }
        return nil
    }

    private func accountPage(
        _ call: inout DeskCall, _ visitor: Visitor, _ complaint: Words?
    ) async throws -> Response {
        let sessions = try await store.read { transaction in
            try StaffSessions.all(of: visitor.account.id, in: transaction)
        }
        var page = DeskPage(
            template: "account", title: Words("我的账号", "My account"),
            members: [
                "mustChange": .bool(visitor.account.mustChange),
                "complaint": complaint.map { .words($0) } ?? .null,
                "rows": .array(
                    sessions.map { session in
                        [
                            "origin": .string(session.origin),
                            "startedAt": .moment(session.startedAt),
                            "seenAt": .moment(session.seenAt),
                            "isThis": .bool(session.hash == visitor.session.hash),
                        ]
                    }),
                "others": sessions.count > 1 ? .integer(Int64(sessions.count - 1)) : .null,
            ])
        if complaint != nil { page.status = .unprocessableContent }
        return try draw(page, &call)
    }
}
