import Foundation
import Storage
import Testing

/// What every engine promises.
struct EngineTests {
    @Test(arguments: EngineMaker.all)
    func `a value never becomes part of the statement`(maker: EngineMaker) async throws {
        let nasty = "'); DROP TABLE card; -- ?$1\"\\ 单 \u{1F9EA}"
        let found = try await maker.with { engine in
            try await engine.write {
                try $0.execute(
                    "INSERT INTO card (number, patient, boundAt) VALUES ('?', \(nasty), \(1))")
            }
            return try await engine.read {
                try $0.row("SELECT patient FROM card WHERE patient = \(nasty)")?.string("patient")
            }
        }
        #expect(found == nasty)
    }

    @Test(arguments: EngineMaker.all)
    func `a zero in a text is kept as its picture, and nothing behind it is lost`(
        maker: EngineMaker
    ) async throws {
        let found = try await maker.with { engine in
            try await engine.write {
                try $0.execute(
                    """
                    INSERT INTO card (number, patient, boundAt) VALUES ('1', \("a\0b\0"), \(1))
                    """)
            }
            return try await engine.read {
                try $0.row("SELECT patient FROM card WHERE patient = \("a\0b\0")")?
                    .string("patient")
            }
        }
        #expect(found == "a␀b␀")
    }

    @Test(arguments: EngineMaker.all)
    func `values come back as they went in`(maker: EngineMaker) async throws {
        try await maker.with { engine in
            let row = try #require(
                try await engine.read { transaction in
                    try transaction.row(
                        """
                        SELECT \("text") AS a, \(-7) AS b, \(2.5) AS c, \(true) AS d,
                            \(moment(0.5)) AS e, \(String?.none) AS f, \(Int.max) AS g
                        """)
                })
            #expect(try row.string("a") == "text")
            #expect(try row.int("b") == -7)
            #expect(try row.double("c") == 2.5)
            #expect(try row.bool("d"))
            #expect(try row.date("e") == moment(0.5))
            #expect(try row.optionalString("f") == nil)
            #expect(try row.optionalDate("f") == nil)
            #expect(try row.int("g") == .max)
            for wrong in ["f", "a", "nothing"] {
                #expect { try row.int(wrong) } throws: {
                    ($0 as? StorageError)?.kind == .mismatch
                }
            }
        }
    }

    @Test(arguments: EngineMaker.all)
    func `only what may be taken back waits for no disk, alone`(maker: EngineMaker) async throws {
        try await maker.with { engine in
            let (certain, soon) = maker.kind == .sqlite ? ("2", "1") : ("on", "off")
            #expect(try await Self.settings(.soon, of: engine) == soon)
            #expect(try await Self.settings(.certain, of: engine) == certain)
            #expect(try await Self.settings(.soon, of: engine) == soon)
            // Whoever they are gathered with, the certain ones are.
            try await withThrowingTaskGroup(of: (Durability, String).self) { group in
                for number in 0..<40 {
                    let durability: Durability = number.isMultiple(of: 2) ? .soon : .certain
                    group.addTask { (durability, try await Self.settings(durability, of: engine)) }
                }
                for try await (durability, found) in group where durability == .certain {
                    #expect(found == certain)
                }
            }
        }
    }

    /// How the engine commits, as a write sees it.
    private static func settings(
        _ durability: Durability, of engine: any Engine
    ) async throws -> String {
        let kind = engine.kind
        return try await engine.write(durability) { transaction in
            switch kind {
            case .sqlite:
                "\(try transaction.row("PRAGMA synchronous")?.int("synchronous") ?? -1)"
            case .postgresql:
                try transaction.row("SELECT current_setting('synchronous_commit') AS now")?
                    .string("now") ?? ""
            }
        }
    }

    @Test(arguments: EngineMaker.all)
    func `a closure that throws leaves nothing behind`(maker: EngineMaker) async throws {
        try await maker.with { engine in
            await #expect(throws: Stop.self) {
                try await engine.write { transaction in
                    try Records.bind(card: "1", to: "P1", at: moment(), in: transaction)
                    throw Stop()
                }
            }
            let left = try await cards(engine)
            #expect(left == [])
        }
    }

    @Test(arguments: EngineMaker.all)
    func `a rule of the schema is told without the values`(maker: EngineMaker) async throws {
        try await maker.with { engine in
            let error = await #expect(throws: StorageError.self) {
                try await engine.write {
                    try $0.execute(
                        "INSERT INTO document VALUES ('passport', 'E7777', 'nobody', \(moment()))")
                }
            }
            #expect(error?.kind == .constraint)
            #expect(error?.description.contains("E7777") == false)
        }
    }

    @Test(arguments: EngineMaker.all)
    func `writes that arrive together commit together, and one that fails fails alone`(
        maker: EngineMaker
    ) async throws {
        try await maker.with { engine in
            let gate = DispatchSemaphore(value: 0)
            let entered = AsyncStream.makeStream(of: Void.self)
            async let first: Void = engine.write { _ in
                entered.continuation.finish()
                gate.wait()
            }
            for await _ in entered.stream {}
            let before = engine.figures
            let failed = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<20 {
                    group.addTask {
                        do {
                            try await engine.write { transaction in
                                try Records.bind(
                                    card: "\(number)", to: "P", at: moment(), in: transaction)
                                if number % 5 == 0 { throw Stop() }
                            }
                            return false
                        } catch is Stop {
                            return true
                        }
                    }
                }
                while engine.figures.waiting < 20 { await Task.yield() }
                gate.signal()
                var failed = 0
                while let isFailed = try await group.next() { failed += isFailed ? 1 : 0 }
                return failed
            }
            try await first
            let figures = engine.figures
            // One for the write that held the door, one for the twenty behind it.
            #expect(figures.commits - before.commits == 2)
            #expect(figures.writes - before.writes == 17)
            #expect(figures.failures - before.failures == 4)
            #expect(failed == 4)
            let kept = (0..<20).filter { $0 % 5 != 0 }.map(String.init)
            #expect(try await cards(engine) == Set(kept))
        }
    }

    @Test(arguments: EngineMaker.all)
    func `what fails inside nested is taken back alone, at any depth and in any company`(
        maker: EngineMaker
    ) async throws {
        try await maker.with { engine in
            try await engine.write { transaction in
                try Records.bind(card: "1", to: "P", at: moment(), in: transaction)
                #expect(throws: Stop.self) {
                    try transaction.nested {
                        try Records.bind(card: "2", to: "P", at: moment(), in: transaction)
                        try transaction.nested {
                            try Records.bind(card: "3", to: "P", at: moment(), in: transaction)
                        }
                        throw Stop()
                    }
                }
                let refused = #expect(throws: StorageError.self) {
                    try transaction.nested {
                        try Records.bind(card: "4", to: "P", at: moment(), in: transaction)
                        try transaction.execute(
                            "INSERT INTO card (number, patient, boundAt) VALUES ('', 'P', 0)")
                    }
                }
                #expect(refused?.kind == .constraint)
                let number = try transaction.nested {
                    try Records.bind(card: "5", to: "P", at: moment(), in: transaction)
                    return 5
                }
                #expect(number == 5)
                try transaction.send(
                    "INSERT INTO card (number, patient, boundAt) VALUES ('6', 'P', 0)")
            }
            #expect(try await cards(engine) == ["1", "5", "6"])
        }
    }

    @Test(arguments: EngineMaker.all)
    func `the error of a statement sent ahead fails its write and no other`(
        maker: EngineMaker
    ) async throws {
        try await maker.with { engine in
            let gate = DispatchSemaphore(value: 0)
            let entered = AsyncStream.makeStream(of: Void.self)
            async let first: Void = engine.write { _ in
                entered.continuation.finish()
                gate.wait()
            }
            for await _ in entered.stream {}
            let failed = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<6 {
                    group.addTask {
                        let name = number == 3 ? "" : "\(number)"
                        do {
                            try await engine.write { transaction in
                                try transaction.send(
                                    """
                                    INSERT INTO card (number, patient, boundAt)
                                    VALUES (\(name), 'P', 0)
                                    """)
                                try transaction.send(
                                    "UPDATE card SET patient = 'Q' WHERE number = \(name)")
                            }
                            return false
                        } catch let error as StorageError where error.kind == .constraint {
                            return true
                        }
                    }
                }
                while engine.figures.waiting < 6 { await Task.yield() }
                gate.signal()
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            try await first
            #expect(failed == 1)
            let owners = try await engine.read {
                try $0.rows("SELECT number, patient FROM card ORDER BY number").map {
                    try $0.string("number") + $0.string("patient")
                }
            }
            #expect(owners == ["0Q", "1Q", "2Q", "4Q", "5Q"])
        }
    }

    @Test(arguments: EngineMaker.all)
    func `rows can be locked, and numbers are given or kept`(maker: EngineMaker) async throws {
        try await maker.with { engine in
            let entry = Audit.Entry(
                at: moment(), actor: "a", origin: "b", action: "c", target: "d")
            try await engine.write { try Audit.append(entry, in: $0) }
            let found = try await engine.write { transaction in
                try transaction.rows("SELECT id FROM audit WHERE id > 0 {skip locked}").count
                    + transaction.rows("SELECT id FROM audit WHERE id > 0 {lock}").count
            }
            #expect(found == 2)
            try await engine.write {
                try $0.execute("INSERT INTO audit VALUES (77, 0, '', '', '', '', '{json}')")
            }
            let ids = try await engine.read {
                try $0.rows("SELECT id FROM audit ORDER BY id").map { try $0.int("id") }
            }
            #expect(ids == [1, 77])
        }
    }

    @Test(arguments: EngineMaker.all)
    func `readers see the last commit while a write is under way`(
        maker: EngineMaker
    ) async throws {
        try await maker.with { engine in
            try await engine.write { try Records.bind(card: "1", to: "P", at: moment(), in: $0) }
            let gate = DispatchSemaphore(value: 0)
            let entered = AsyncStream.makeStream(of: Void.self)
            async let writing: Void = engine.write { transaction in
                try Records.bind(card: "2", to: "P", at: moment(), in: transaction)
                entered.continuation.finish()
                gate.wait()
            }
            for await _ in entered.stream {}
            #expect(try await cards(engine) == ["1"])
            gate.signal()
            try await writing
            #expect(try await cards(engine) == ["1", "2"])
        }
    }

    @Test(arguments: EngineMaker.all)
    func `a reader cannot write`(maker: EngineMaker) async throws {
        try await maker.with { engine in
            await #expect(throws: StorageError.self) {
                try await engine.read {
                    try Records.bind(card: "1", to: "P", at: moment(), in: $0)
                }
            }
            let left = try await cards(engine)
            #expect(left == [])
        }
    }

    @Test(arguments: EngineMaker.all)
    func `closing waits for what was asked before and refuses what comes after`(
        maker: EngineMaker
    ) async throws {
        try await maker.with { engine in
            try await engine.write { try Records.bind(card: "1", to: "P", at: moment(), in: $0) }
            try await engine.close()
            await #expect { try await engine.write { _ in } } throws: {
                ($0 as? StorageError)?.kind == .closed
            }
            await #expect { try await engine.read { _ in } } throws: {
                ($0 as? StorageError)?.kind == .closed
            }
        }
    }
}

/// A closure's own reason to stop.
struct Stop: Error {}

func cards(_ engine: any Engine) async throws -> Set<String> {
    try await engine.read {
        Set(try $0.rows("SELECT number FROM card").map { try $0.string("number") })
    }
}
