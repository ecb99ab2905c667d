import Foundation
import Storage
import Testing

/// The people who sign in, and what remembers them.
struct AccountTests {
    private func account(_ id: String, roles: Set<String> = ["cashier", "finance"]) -> Account {
        Account(
            id: id, name: "王芳", roles: roles, campuses: ["benbu", "jinshan"],
            password: "scrypt$15$8$3$c2FsdA==$a2V5", mustChange: true, createdAt: moment(),
            createdBy: "admin")
    }

    private func session(_ hash: Character, of account: String, at second: Double) -> StaffSession {
        StaffSession(
            hash: String(repeating: hash, count: 64), account: account, campus: nil,
            screen: "einvoice/bills", origin: "10.0.0.7", startedAt: moment(second),
            seenAt: moment(second))
    }

    @Test(arguments: EngineMaker.all)
    func `an account is found as people type its number, and a number is given once`(
        maker: EngineMaker
    ) async throws {
        let first = account("U07")
        let twin = account("u07")
        try await maker.with { engine in
            let inserted = try await engine.write { transaction in
                try [first, twin].map { try Accounts.insert($0, in: transaction) }
            }
            #expect(inserted == [true, false])
            for typed in ["U07", "u07", " Ｕ０７\n"] {
                #expect(try await engine.read { try Accounts.find(typed, in: $0) } == first)
            }
            #expect(try await engine.read { try Accounts.find("U7", in: $0) } == nil)
            #expect(try await engine.read { try Accounts.all(in: $0) } == [first])
        }
    }

    @Test(arguments: EngineMaker.all)
    func `a password in place of its hash is refused`(maker: EngineMaker) async throws {
        let good = account("U07")
        try await maker.with { engine in
            try await engine.write { _ = try Accounts.insert(good, in: $0) }
            await #expect {
                try await engine.write {
                    try Accounts.setPassword("Winter-2026", mustChange: false, of: "U07", in: $0)
                }
            } throws: {
                ($0 as? StorageError)?.kind == .constraint
            }
        }
    }

    @Test(arguments: EngineMaker.all)
    func `a session is found with its person until it ends or the account is closed`(
        maker: EngineMaker
    ) async throws {
        let (me, you) = (account("U07"), account("U08"))
        let (a, b, c) = (
            session("a", of: "U07", at: 1), session("b", of: "U07", at: 2),
            session("c", of: "U08", at: 3)
        )
        try await maker.with { engine in
            try await engine.write { transaction in
                for person in [me, you] { _ = try Accounts.insert(person, in: transaction) }
                for session in [a, b, c] { try StaffSessions.insert(session, in: transaction) }
            }
            let found = try await engine.read { try StaffSessions.find(hash: a.hash, in: $0) }
            #expect(found?.0 == a && found?.1 == me)
            let ended = try await engine.write {
                try StaffSessions.endAll(of: "U07", but: b.hash, in: $0)
            }
            #expect(ended == 1)
            #expect(try await engine.read { try StaffSessions.all(of: "U07", in: $0) } == [b])
            try await engine.write { try Accounts.disable("U07", at: moment(9), in: $0) }
            #expect(
                try await engine.read { try StaffSessions.find(hash: b.hash, in: $0) == nil })
            try await engine.write { try Accounts.disable("U07", at: nil, in: $0) }
            #expect(
                try await engine.read { try StaffSessions.find(hash: b.hash, in: $0) != nil })
            try await engine.write { transaction in
                try StaffSessions.seen(b.hash, at: moment(100), in: transaction)
                try StaffSessions.forget(
                    begunBefore: moment(0), usedBefore: moment(50), in: transaction)
            }
            #expect(try await engine.read { try StaffSessions.all(of: "U08", in: $0) } == [])
            #expect(try await engine.read { try StaffSessions.all(of: "U07", in: $0) }.count == 1)
        }
    }

    @Test(arguments: EngineMaker.all)
    func `the lock begins with the fifth failure, doubles, ends at a quarter of an hour, and fades`(
        maker: EngineMaker
    ) async throws {
        let name = String(repeating: "d", count: 64)
        try await maker.with { engine in
            func begin(_ second: Double) async throws -> Double? {
                let date = moment() + second
                return try await engine.write { try SignInTries.begin(name, at: date, in: $0) }
                    .map { $0.timeIntervalSince(moment()) }
            }
            for second in 1...5 { #expect(try await begin(Double(second)) == nil) }
            #expect(try await begin(6) == 35)
            #expect(try await begin(35) == nil, "the try after the lock goes on")
            #expect(try await begin(36) == 95)
            var now = 95.0
            for _ in 1...8 {
                #expect(try await begin(now) == nil)
                now = try #require(try await begin(now))
            }
            let last = now
            #expect(try await begin(last) == nil)
            #expect(try await begin(last) == last + 900)
            try await engine.write { try SignInTries.clear(name, in: $0) }
            #expect(try await begin(last) == nil)
            for _ in 1...3 { _ = try await begin(last) }
            #expect(try await begin(last + 86_401) == nil)
            #expect(try await begin(last + 86_402) == nil, "old failures are forgotten")
        }
    }

    @Test(arguments: EngineMaker.all)
    func `a seal is used once, and forgotten when it has ended anyway`(
        maker: EngineMaker
    ) async throws {
        try await maker.with { engine in
            func use(_ id: String, until end: Double, at now: Double) async throws -> Bool {
                try await engine.write {
                    try UsedSeals.use(id, until: moment(end), at: moment(now), in: $0)
                }
            }
            #expect(try await use("a", until: 10, at: 1))
            #expect(try await !use("a", until: 10, at: 2))
            #expect(try await use("b", until: 10, at: 2))
            #expect(try await use("c", until: 99, at: 11))
            let left = try await engine.read { try $0.rows("SELECT id FROM usedSeal").count }
            #expect(left == 1)
        }
    }

    @Test(arguments: EngineMaker.all)
    func `a signing key is made once and the same ever after`(maker: EngineMaker) async throws {
        try await maker.with { engine in
            func take(_ fresh: Character) async throws -> String {
                try await engine.write {
                    try SigningKeys.take(
                        "desk", orKeep: String(repeating: fresh, count: 64), at: moment(), in: $0)
                }
            }
            let first = try await take("a")
            #expect(try await take("b") == first)
        }
    }

    @Test(arguments: EngineMaker.all)
    func `tokens of apps and integrators are kept like the others`(
        maker: EngineMaker
    ) async throws {
        try await maker.with { engine in
            for (index, role) in Token.Role.allCases.enumerated() {
                let hash = String(repeating: "\(index)", count: 64).prefix(64)
                let token = Token(
                    id: role.rawValue, role: role, scope: nil, hash: String(hash), label: "",
                    createdAt: moment(), createdBy: "admin")
                try await engine.write { try Tokens.insert(token, in: $0) }
            }
            let roles = try await engine.read { try Tokens.all(in: $0).map(\.role) }
            #expect(Set(roles) == Set(Token.Role.allCases))
        }
    }
}
