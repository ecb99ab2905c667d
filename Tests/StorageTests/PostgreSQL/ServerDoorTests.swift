import Foundation
import Storage
import TestKit
import Testing

/// A server that cannot be used says why, and never with the password.
struct ServerDoorTests {
    @Test func `a password is taken from the environment, escaped`() async throws {
        try await withDatabase { address, server in
            let engine = try await PostgreSQLEngine.open(
                ServerAddress(
                    tcp(server, address, password: "${SECRET}"),
                    environment: ["SECRET": PostgreSQLServer.password]))
            try await bind("1", over: engine)
            #expect(engine.place.hasPrefix("postgres://labqueue@127.0.0.1:\(server.port)/test"))
            var dumped = ""
            dump(engine.address, to: &dumped)
            #expect(!dumped.contains("ss/w") && !dumped.contains("ss%2Fw"))
            try await engine.close()
        }
    }

    @Test func `the data folder is made for a server, too, closed to others`() async throws {
        try await withDatabase { address, _ in
            let folder = try Folder()
            let data = folder("deeper/data")
            let store = try await Store.open(address, folder: data)
            let mode =
                try FileManager.default.attributesOfItem(atPath: data.path)[.posixPermissions]
            #expect(mode as? Int == 0o700)
            try await store.close()
        }
    }

    @Test func `a wrong password and a missing one are forbidden`() async throws {
        try await withDatabase { address, server in
            for password in ["wrong", ""] {
                let error = try await refusal(of: tcp(server, address, password: password))
                #expect(error.kind == .forbidden)
                #expect(error.description.contains("storage line"))
                #expect(!error.description.contains("wrong"))
            }
        }
    }

    @Test func `a database that is missing is named with the way to make it`() async throws {
        let server = try await PostgreSQLServer.shared
        let error = try await refusal(of: server.address(of: "nowhere"))
        #expect(error.kind == .place)
        #expect(error.description.contains("\"nowhere\" does not exist"))
        #expect(error.description.contains("createdb -E UTF8"))
    }

    @Test func `a database that is not in UTF-8 is refused`() async throws {
        let server = try await PostgreSQLServer.shared
        let address = try await server.makeDatabase("ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'")
        let error = try await refusal(of: address)
        #expect(error.kind == .place)
        #expect(error.description.contains("not encoded in UTF8"))
        try await server.drop(address)
    }

    @Test func `a server that is not there is unreachable, within the limit`() async throws {
        let asked = ContinuousClock.now
        for address in ["postgres://nobody:hush@127.0.0.1:1/db", "postgres://x@%2Fnowhere/db"] {
            let error = try await refusal(of: address)
            #expect(error.kind == .unreachable)
            #expect(!error.description.contains("hush"))
        }
        #expect(ContinuousClock.now - asked < .seconds(30))
    }

    @Test(arguments: [
        ("tape://user:hush@x", "tape is neither"), ("postgres://${NOTHING}@x/db", "no NOTHING"),
        ("postgres://u:hush@x/db?nonsense=1", "libpq cannot read it"), ("${", "no }"),
        ("mysql", "mysql is neither"),
    ])
    func `a line that is no address is refused`(line: String, reason: String) {
        #expect(Store.problem(with: line)?.contains(reason) == true)
        #expect(Store.problem(with: line)?.contains("hush") == false)
    }

    @Test func `a whole line may come from the environment`() throws {
        let address = try ServerAddress(
            "${PLACE}", environment: ["PLACE": "postgres://u:p%20q@h:5/d"])
        #expect(address.description == "postgres://u@h:5/d")
    }

    @Test func `a backup by pg_dump holds everything, and nothing is overwritten`() async throws {
        let folder = try Folder()
        try await withDatabase { address, server in
            let file = folder("backup.dump")
            try await withEngine(address) { engine in
                try await bind("1", over: engine)
                try await engine.backup(to: file)
                await #expect { try await engine.backup(to: file) } throws: {
                    ($0 as? StorageError)?.kind == .place
                }
            }
            let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
            let copy = try await server.makeDatabase()
            try Subprogram.run(
                "/usr/bin/env", ["pg_restore", "--no-owner", "--dbname=\(copy)", file.path])
            try await withEngine(copy) { engine in
                #expect(try await cards(engine) == ["1"])
                try await append("A001", after: 0, "c1", to: engine)
            }
            try await server.drop(copy)
        }
    }

    @Test func `an index left half built and a rule never tried are found`() async throws {
        try await withDatabase { address, server in
            try await withEngine(address) { engine in
                #expect(try await engine.check() == [])
                for card in ["1", "2"] { try await bind(card, over: engine) }
                _ = try? await server.psql(
                    "CREATE UNIQUE INDEX CONCURRENTLY half ON card (patient)", in: address)
                try await server.psql(
                    "ALTER TABLE card ADD CONSTRAINT late CHECK (number <> '2') NOT VALID",
                    in: address)
                #expect(
                    try await engine.check() == [
                        "index half is not valid; REINDEX it",
                        "rule late was never held against the rows",
                    ])
            }
        }
    }

    private func tcp(_ server: PostgreSQLServer, _ address: String, password: String) -> String {
        let name = address.split(separator: "/").last ?? ""
        return "postgres://labqueue:\(password)@127.0.0.1:\(server.port)/\(name)"
    }

    private func refusal(of address: String) async throws -> StorageError {
        try #require(
            await #expect(throws: StorageError.self) {
                try await PostgreSQLEngine.open(ServerAddress(address))
            })
    }
}
