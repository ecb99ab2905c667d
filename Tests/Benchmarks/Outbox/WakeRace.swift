import Foundation
import Storage
import Synchronization
import TestKit

/// What telling the other daemons of new errands costs those that enqueue them.
enum WakeRace {
    private static let clients = 32
    private static let errandsEach = 40

    static func run(in folder: URL, rounds: Int) async throws -> [any Finding] {
        let server = try await PostgreSQLServer(isDurable: true)
        defer { server.stop() }
        let address = try await server.makeDatabase()
        let store = try await Store.open(address, folder: folder)
        let other = try await Store.open(address, folder: folder)
        let heard = Mutex(0)
        let listener = Task {
            for await _ in other.engine.notices { heard.withLock { $0 += 1 } }
        }
        let numbers = Mutex(0)
        let contest = Contest(
            title: "errands enqueued on PostgreSQL, \(clients) clients, others told ÷ not told",
            unit: "/s", bar: .atLeast(0.9),
            ours: .init(name: "another daemon told of each") {
                try await enqueue(in: store, numbers, isTold: true)
            },
            yardstick: .init(name: "nobody told") {
                try await enqueue(in: store, numbers, isTold: false)
            })
        let result = try await contest.play(rounds)
        guard heard.withLock({ $0 }) > 0 else { throw Trouble("nobody heard of the errands") }
        try await store.close()
        try await other.close()
        await listener.value
        return [result]
    }

    /// Errands a second, each in a transaction.
    private static func enqueue(
        in store: Store, _ numbers: borrowing Mutex<Int>, isTold: Bool
    ) async throws -> Double {
        let first = numbers.withLock { numbers in
            numbers += clients * errandsEach
            return numbers - clients * errandsEach
        }
        let took = try await ContinuousClock().measure {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for client in 0..<clients {
                    group.addTask {
                        for number in 0..<errandsEach {
                            let errand = NoOp.errand(first + client * errandsEach + number)
                            try await store.write {
                                _ = try Outbox.enqueue(errand, at: Date(), in: $0)
                            }
                            if isTold { store.engine.notify([NoOp.lane]) }
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
        return Double(clients * errandsEach) / took.seconds
    }
}
