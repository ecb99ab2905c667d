import Daemon

extension Scheduler {
    /// Works for as long as `body` takes, then stops as SIGTERM would stop it.
    public func during(_ body: () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await self.run() }
            await untilOpen()
            do {
                try await body()
            } catch {
                close()
                group.cancelAll()
                throw error
            }
            close()
            try await group.waitForAll()
        }
    }
}
