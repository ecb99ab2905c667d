import Foundation
import Hospital
import Hub
import Lab
import Storage

extension Administration {
    /// The devices' and systems' tokens: make, revoke.
    var tokenList: Screen {
        Screen("tokens", Words("设备密钥", "Tokens"), for: [.admin]) { visit in
            var made: String?
            if let form = visit.form {
                if let revoked = form["revoke"] { return try await revoke(revoked, visit) }
                made = try await make(form, visit)
            }
            let tokens = try await store.read { try Tokens.all(in: $0) }
            return .page([
                "made": made.map(JSON.string) ?? .null,
                "kinds": .array(Token.Role.allCases.map { .string($0.rawValue) }),
                "rows": .array(
                    tokens.reversed().map { token in
                        [
                            "id": .string(token.id), "role": .string(token.role.rawValue),
                            "scope": .string(token.scope ?? "*"), "label": .string(token.label),
                            "createdAt": .moment(token.createdAt),
                            "createdBy": .string(token.createdBy),
                            "isValid": .bool(token.revokedAt == nil),
                            "state": token.revokedAt == nil
                                ? .badge(.good, Words("有效", "Valid"))
                                : .badge(.off, Words("已吊销", "Revoked")),
                        ]
                    }),
            ])
        }
    }

    /// - Returns: The secret, to be shown this once.
    private func make(_ form: [String: String], _ visit: Screen.Visit) async throws -> String {
        let scope = (form["scope"] ?? "").trimmingCharacters(in: .whitespaces)
        let label = (form["label"] ?? "").trimmingCharacters(in: .whitespaces)
        guard let role = Token.Role(rawValue: form["role"] ?? ""), scope.count <= 64,
            label.count <= 100
        else {
            throw Declined(
                .malformed, "token", title: Words("没有生成密钥", "No token was made"),
                detail: Words("角色不对，或内容太长。", "The role is unknown, or a text too long."),
                action: Words("请返回重填。", "Go back and fill it in again."))
        }
        return try await store.makeToken(
            role: role, scope: scope.isEmpty ? nil : scope, label: label, by: visit.caller.actor,
            at: visit.now)
    }

    private func revoke(_ id: String, _ visit: Screen.Visit) async throws -> Screen.Answer {
        let token = try await store.read { try Tokens.all(in: $0).first { $0.id == id } }
        guard let token else {
            throw Declined(
                .unknown, "token", title: Words("没有这个密钥", "No such token"),
                detail: Words("编号不存在。", "There is no token of this number."),
                action: Words("请从列表中选择。", "Choose from the list."))
        }
        guard visit.isConfirmed else {
            return .confirm(
                Screen.Confirmation(
                    Words("吊销这个密钥？用它的设备五秒内断开。", "Revoke this token? Its device is cut off in 5 s."),
                    about: [
                        (Words("编号", "Number"), token.id),
                        (Words("角色", "Role"), token.role.rawValue),
                        (Words("地点", "Place"), token.scope ?? "*"),
                        (Words("备注", "Note"), token.label),
                    ], button: Words("确认吊销", "Revoke it")))
        }
        try await store.write { transaction in
            try Tokens.revoke(id, at: visit.now, in: transaction)
            try note("token.revoke", id, visit, in: transaction)
        }
        return .done(Words("密钥 \(id) 已吊销。", "Token \(id) revoked."), screen: "tokens", query: [:])
    }
}
