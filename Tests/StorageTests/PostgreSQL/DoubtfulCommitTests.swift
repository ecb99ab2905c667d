import Foundation
import Storage
import Synchronization
import TestKit
import Testing

/// A commit whose answer was lost is asked after, never guessed.
struct DoubtfulCommitTests {
    @Test(.timeLimit(.minutes(3)))
    func `a commit that took effect but was not answered is acknowledged and not run again`()
        async throws
    {
        try await withDatabase { address, server in
            let relay = try Relay(to: server)
            try await withEngine(relay.address(of: address, at: server)) { engine in
                let runs = Mutex(0)
                relay.swallow("COMMIT\0")
                try await engine.write { transaction in
                    runs.withLock { $0 += 1 }
                    try Records.bind(card: "1", to: "P", at: moment(), in: transaction)
                }
                #expect(runs.withLock { $0 } == 1)
                #expect(try await cards(engine) == ["1"])
            }
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func `where the server stays away the caller hears that the outcome is unknown`() async throws {
        var limits = ServerLimits()
        limits.doubt = .milliseconds(500)
        limits.outage = .milliseconds(200)
        let short = limits
        try await withDatabase { address, server in
            let relay = try Relay(to: server)
            try await withEngine(relay.address(of: address, at: server), limits: short) { engine in
                relay.swallow("COMMIT\0", shutting: true)
                let error = await #expect(throws: StorageError.self) {
                    try await bind("1", over: engine)
                }
                #expect(error?.kind == .lost)
                #expect(error?.description.contains("may have taken effect") == true)
            }
            // As it has.
            #expect(try await server.psql("SELECT number FROM card", in: address) == "1\n")
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func `a commit that stands still is taken back and run again`() async throws {
        var limits = ServerLimits()
        limits.statement = .seconds(60)
        limits.silence = .milliseconds(-59_000)
        let impatient = limits
        try await withDatabase { address, server in
            try await withEngine(address) { _ in }
            // The first commit of a card takes a minute.
            try await server.psql(
                """
                CREATE SEQUENCE commits;
                CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN IF nextval(''commits'') = 1 THEN PERFORM pg_sleep(60); END IF;
                    RETURN NULL; END';
                CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON card DEFERRABLE INITIALLY DEFERRED
                    FOR EACH ROW EXECUTE FUNCTION dawdle()
                """, in: address)
            try await withEngine(address, limits: impatient) { engine in
                let runs = Mutex(0)
                try await engine.write { transaction in
                    runs.withLock { $0 += 1 }
                    try Records.bind(card: "1", to: "P", at: moment(), in: transaction)
                }
                #expect(runs.withLock { $0 } == 2)
                #expect(try await cards(engine) == ["1"])
            }
        }
    }

    @Test func `a rule that only the commit looks at refuses the group`() async throws {
        try await withDatabase { address, server in
            try await withEngine(address) { engine in
                try await server.psql(
                    """
                    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
                        'BEGIN RAISE integrity_constraint_violation; END';
                    CREATE CONSTRAINT TRIGGER late AFTER INSERT ON card
                        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse()
                    """, in: address)
                await #expect { try await bind("1", over: engine) } throws: {
                    let error = $0 as? StorageError
                    return error?.kind == .constraint && error?.attempted == "commit to disk"
                }
                #expect(engine.figures.refusedCommits == 1)
                try await append("A001", after: 0, "c1", to: engine)
                #expect(try await cards(engine) == [])
            }
        }
    }
}
