import Foundation
import Hospital
import Hub
import Lab
import Storage

extension Administration {
    /// Everybody, and a form for one more.
    var staffList: Screen {
        Screen("staff", Words("人员", "Staff"), for: [.admin]) { visit in
            var complaint: Words?
            if let form = visit.form {
                let (done, why) = try await add(form, visit)
                if let done { return done }
                complaint = why
            }
            let text = Account.login(visit.query["text"] ?? "")
            let people = try await store.read { try Accounts.all(in: $0) }.filter {
                text.isEmpty || Account.login($0.id).contains(text)
                    || $0.name.lowercased().contains(text)
            }
            return .page([
                "rows": .array(people.map(row)), "complaint": complaint.map { .words($0) } ?? .null,
                "roles": Caller.Role.choices(Set(chosen(visit.form?["roles"]))),
                "campuses": choices(chosen(visit.form?["campuses"])),
            ])
        }
    }

    /// One person: roles, campuses, a new password, closing the account.
    var staffOne: Screen {
        Screen("person", Words("人员详情", "Staff member"), for: [.admin], isInMenu: false) { visit in
            let id = visit.query["id"] ?? ""
            guard let account = try await store.read({ try Accounts.find(id, in: $0) }) else {
                throw Declined(
                    .unknown, "staff", title: Words("没有这个人", "Nobody by that number"),
                    detail: Words("工号不存在。", "There is no such staff number."),
                    action: Words("请从人员列表中选择。", "Choose from the list."))
            }
            var complaint: Words?
            if let form = visit.form {
                let (answer, why) = try await change(account, form, visit)
                if let answer { return answer }
                complaint = why
            }
            return .page([
                "person": row(account), "complaint": complaint.map { .words($0) } ?? .null,
                "roles": Caller.Role.choices(account.roles),
                "campuses": choices(account.campuses),
            ])
        }
    }

    private func add(
        _ form: [String: String], _ visit: Screen.Visit
    ) async throws -> (Screen.Answer?, Words?) {
        let id = (form["id"] ?? "").trimmingCharacters(in: .whitespaces)
        let draft = StaffDraft(
            id: id, name: form["name"] ?? "", roles: Set(chosen(form["roles"])),
            campuses: chosen(form["campuses"]), password: form["password"] ?? "")
        if let complaint = draft.complaint(among: campuses) { return (nil, complaint) }
        let account = try await draft.account(
            passwords, mustChange: true, by: visit.caller.actor, at: visit.now)
        let isNew = try await store.write { transaction in
            guard try Accounts.insert(account, in: transaction) else { return false }
            try note("staff.add", account.id, visit, detail: draft.summary, in: transaction)
            return true
        }
        guard isNew else { return (nil, Words("这个工号已经有了。", "This staff number is taken.")) }
        return (
            .done(
                Words("已添加 \(account.id)；首次登录须换密码。", "Added \(account.id)."),
                screen: "staff", query: [:]), nil
        )
    }

    private func change(
        _ account: Account, _ form: [String: String], _ visit: Screen.Visit
    ) async throws -> (Screen.Answer?, Words?) {
        switch form["act"] {
        case "password":
            let password = form["password"] ?? ""
            if let complaint = PasswordRules.complaint(password, for: account.id) {
                return (nil, complaint)
            }
            let hash = try await passwords.hash(password)
            try await store.write { transaction in
                try Accounts.setPassword(
                    hash, mustChange: true, of: account.id, in: transaction)
                try StaffSessions.endAll(of: account.id, in: transaction)
                try SignInTries.clear(
                    SignIn.hash("sign-in \(Account.login(account.id))"), in: transaction)
                try note("staff.password", account.id, visit, in: transaction)
            }
            return (done(account, Words("新密码已设，该员工须在登录后更换。", "New password set.")), nil)
        case "close", "open": return (try await close(account, form["act"] == "close", visit), nil)
        default:
            let draft = StaffDraft(
                id: account.id, name: form["name"] ?? "", roles: Set(chosen(form["roles"])),
                campuses: chosen(form["campuses"]), password: nil)
            if let complaint = draft.complaint(among: campuses) { return (nil, complaint) }
            if visit.caller.actor == "staff \(account.id)", !draft.roles.contains("admin") {
                return (nil, Words("不能取消自己的管理员角色。", "You cannot take the role from yourself."))
            }
            var changed = account
            changed.name = draft.name
            changed.roles = draft.roles
            changed.campuses = draft.campuses
            let new = changed
            try await store.write { transaction in
                try Accounts.update(new, in: transaction)
                // Roles and campus hold from now on, also where they are signed in.
                try StaffSessions.endAll(of: new.id, in: transaction)
                try note("staff.change", new.id, visit, detail: draft.summary, in: transaction)
            }
            return (done(account, Words("已保存，该员工需重新登录。", "Saved; they sign in again.")), nil)
        }
    }

    private func close(
        _ account: Account, _ closes: Bool, _ visit: Screen.Visit
    ) async throws -> Screen.Answer {
        guard visit.isConfirmed || !closes else {
            return .confirm(
                Screen.Confirmation(
                    Words("停用这个账号？此人立即不能再登录。", "Close this account? They are signed out at once."),
                    about: [
                        (Words("工号", "Staff number"), account.id),
                        (Words("姓名", "Name"), account.name),
                    ], button: Words("确认停用", "Close it")))
        }
        try await store.write { transaction in
            try Accounts.disable(
                account.id, at: closes ? visit.now : nil, in: transaction)
            try StaffSessions.endAll(of: account.id, in: transaction)
            try note(
                closes ? "staff.disable" : "staff.enable", account.id, visit, in: transaction)
        }
        return done(account, closes ? Words("已停用。", "Closed.") : Words("已恢复。", "Open again."))
    }

    private func done(_ account: Account, _ words: Words) -> Screen.Answer {
        .done(words, screen: "person", query: ["id": account.id])
    }

    private func row(_ account: Account) -> JSON {
        [
            "id": .string(account.id), "name": .string(account.name),
            "roles": .array(
                Caller.Role.people.filter { account.roles.contains($0.rawValue) }
                    .map { .words($0.words) }),
            "campuses": .array(account.campuses.map { .campus($0) }),
            "isClosed": .bool(account.disabledAt != nil),
            "state": account.disabledAt != nil
                ? .badge(.off, Words("已停用", "Closed"))
                : account.mustChange
                    ? .badge(.wait, Words("待换密码", "New password due"))
                    : .badge(.good, Words("正常", "Open")),
            "createdAt": .moment(account.createdAt), "createdBy": .string(account.createdBy),
        ]
    }

    private func choices(_ chosen: [String]) -> JSON {
        .array(
            campuses.map { campus in
                [
                    "value": .string(campus), "word": .campus(campus),
                    "isChosen": .bool(chosen.contains(campus)),
                ]
            })
    }

    private func chosen(_ lines: String?) -> [String] {
        (lines ?? "").split(separator: "\n").map(String.init)
    }
}
