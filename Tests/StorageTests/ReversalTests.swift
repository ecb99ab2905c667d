import Foundation
import Hospital
import Storage
import Testing

/// The order in which a settlement is taken back, over all connectors.
struct ReversalTests {
    private func put(
        _ step: ReversalStep, _ state: Reversals.Entry.State, of settlement: String = "S1",
        by connector: String = "insurance", at seconds: Double = 0, in engine: any Engine
    ) async throws {
        try await engine.write { transaction in
            try Reversals.put(
                step, state, of: settlement, campus: "benbu", by: connector,
                at: moment(seconds / 60), in: transaction)
        }
    }

    private func obstacle(
        to step: ReversalStep, among connectors: Set<String> = ["insurance", "einvoice"],
        in engine: any Engine
    ) async throws -> ReversalStep? {
        try await engine.read { transaction in
            try Reversals.obstacle(to: step, of: "S1", among: connectors, in: transaction)?.step
        }
    }

    @Test(arguments: EngineMaker.all)
    func `a step waits for every earlier one, and for no later one`(maker: EngineMaker)
        async throws
    {
        try await maker.with { engine in
            #expect(try await obstacle(to: .refund, in: engine) == nil)
            try await put(.bill, .standing, by: "einvoice", in: engine)
            try await put(.list, .standing, in: engine)
            #expect(try await obstacle(to: .list, in: engine) == nil)
            #expect(try await obstacle(to: .bill, in: engine) == .list)
            try await put(.list, .undoing, in: engine)
            #expect(try await obstacle(to: .bill, in: engine) == .list)
            try await put(.list, .undone, in: engine)
            #expect(try await obstacle(to: .bill, in: engine) == nil)
            #expect(try await obstacle(to: .refund, in: engine) == .bill)
            try await put(.list, .standing, in: engine)
            #expect(try await obstacle(to: .refund, in: engine) == .list)
        }
    }

    @Test(arguments: EngineMaker.all)
    func `what a connector noted that is switched off holds nobody up`(maker: EngineMaker)
        async throws
    {
        try await maker.with { engine in
            try await put(.list, .standing, in: engine)
            #expect(try await obstacle(to: .bill, among: ["einvoice"], in: engine) == nil)
        }
    }

    @Test(arguments: EngineMaker.all)
    func `the steps are read in their order, with who and when`(maker: EngineMaker) async throws {
        try await maker.with { engine in
            try await put(.bill, .standing, by: "einvoice", in: engine)
            try await put(.list, .undone, at: 60, in: engine)
            try await put(.list, .standing, of: "S2", in: engine)
            let entries = try await engine.read { try Reversals.entries(of: "S1", in: $0) }
            #expect(entries.map(\.step) == [.list, .bill])
            #expect(entries.map(\.connector) == ["insurance", "einvoice"])
            #expect(entries.map(\.state) == [.undone, .standing])
            #expect(entries.map(\.at) == [moment(1), moment(0)])
        }
    }

    @Test(arguments: EngineMaker.all)
    func `what waited for a step is due as soon as it is undone, and nothing else is`(
        maker: EngineMaker
    ) async throws {
        try await maker.with { engine in
            try await put(.list, .standing, in: engine)
            try await put(.bill, .undoing, by: "einvoice", in: engine)
            let ids = try await engine.write { transaction in
                let ids = try ["void-S1", "void-S2"].map { number in
                    try Outbox.enqueue(
                        Errand(
                            connector: "einvoice", operation: "bill.void", lane: "einvoice.benbu",
                            number: number, payload: [:], dueAt: moment(60)),
                        at: moment(0), in: transaction)
                }
                try Reversals.wait(ids[0], at: .bill, of: "S1", in: transaction)
                return ids
            }
            try await put(.list, .undone, at: 60, in: engine)
            let due = try await engine.read { transaction in
                try ids.map { try Outbox.find($0, in: transaction)?.dueAt }
            }
            #expect(due == [moment(1), moment(60)])
        }
    }
}

/// Numbers that are never given twice.
struct SerialTests {
    @Test(arguments: EngineMaker.all)
    func `a serial counts up from 1, each name by itself`(maker: EngineMaker) async throws {
        try await maker.with { engine in
            var numbers: [Int64] = []
            for name in ["a", "a", "b", "a"] {
                numbers.append(try await engine.write { try Serials.next(name, in: $0) })
            }
            #expect(numbers == [1, 2, 1, 3])
        }
    }

    @Test(arguments: EngineMaker.all)
    func `many at once get a number each`(maker: EngineMaker) async throws {
        try await maker.with { engine in
            let numbers = try await withThrowingTaskGroup(of: Int64.self) { group in
                for _ in 0..<200 {
                    group.addTask { try await engine.write { try Serials.next("a", in: $0) } }
                }
                return try await group.reduce(into: Set<Int64>()) { $0.insert($1) }
            }
            #expect(numbers == Set(1...200))
        }
    }
}
