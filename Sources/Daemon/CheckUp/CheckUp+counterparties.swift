import Foundation
import Hub
import Logging
import Storage

extension CheckUp {
    /// Each connector's own findings; one that does not come back in time is a finding, too.
    /// - Parameter store: Where they take the numbers of their messages, as a daemon that is
    ///   running does: a counterparty takes none twice.
    func counterparties(over store: Store?) async -> [Finding] {
        guard !settings.connectors.isEmpty else { return [] }
        let connectors: Connectors
        do {
            connectors = try await settings.connectorsAtRest(over: store)
        } catch {
            return [Finding(isGood: false, what: "connectors", words: "\(error)")]
        }
        return await withTaskGroup(of: (Int, [Hub.Finding]).self) { group in
            for (place, member) in connectors.members.enumerated() {
                group.addTask { (place, await Self.findings(of: member)) }
            }
            var all: [Int: [Hub.Finding]] = [:]
            for await (place, findings) in group { all[place] = findings }
            return all.sorted { $0.key < $1.key }.flatMap(\.value).map {
                Finding(isGood: $0.isGood, what: $0.what, words: $0.words)
            }
        }
    }

    static func findings(
        of member: Connectors.Member, within limit: Duration = .seconds(10)
    ) async -> [Hub.Finding] {
        let (first, continuation) = AsyncStream.makeStream(of: [Hub.Finding].self)
        // Not a group: that would wait for a check which does not heed being cancelled.
        let asking = Task { continuation.yield(await member.connector.check()) }
        let waiting = Task {
            try await Task.sleep(for: limit)
            continuation.yield([
                Hub.Finding(
                    isGood: false, what: member.name, words: "its check took longer than \(limit)")
            ])
        }
        defer {
            asking.cancel()
            waiting.cancel()
        }
        for await findings in first {
            guard findings.isEmpty else { return findings }
            return [
                Hub.Finding(
                    isGood: true, what: member.name, words: "on; it has no check of its own")
            ]
        }
        return []
    }
}

extension Settings {
    /// The connectors as the command line looks at them: nothing runs.
    /// - Parameter store: The hospital's, for those that are to call; an empty one where nil.
    public func connectorsAtRest(
        over store: Store? = nil, from roster: [any Connector.Type] = Roster.all
    ) async throws -> Connectors {
        let store =
            try store
            ?? Store(
                engine: try SQLiteEngine.temporary(migrations: roster.flatMap { $0.tables }))
        let logger = Logger(label: "check") { _ in SwiftLogNoOpLogHandler() }
        let address = http.address ?? "http://127.0.0.1:\(http.port)"
        return try Connectors(
            connectors, from: roster,
            at: premises(store: store, now: { Date() }, address: { address }, logger: logger))
    }
}
