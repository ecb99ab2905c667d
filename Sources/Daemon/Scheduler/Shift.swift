import Foundation
import Hub
import Logging
import Storage

/// What all parts of the scheduler work with.
struct Shift: Sendable {
    let store: Store
    /// Names this process among all that ever were.
    let worker: String
    let zone: TimeZone
    /// The wall clock: when deliveries are due.
    let now: @Sendable () -> Date
    /// From 0 up to 1, for jitter.
    let random: @Sendable () -> Double
    let logger: Logger
    let connectors: Connectors
    private let byName: [String: any Connector]
    private let policies: [String: LanePolicy]
    let lanes: [Lane]

    init(
        store: Store, members: [Connectors.Member], worker: String, zone: TimeZone,
        now: @escaping @Sendable () -> Date, random: @escaping @Sendable () -> Double,
        logger: Logger
    ) {
        self.store = store
        self.worker = worker
        self.zone = zone
        self.now = now
        self.random = random
        self.logger = logger
        connectors = Connectors(members)
        byName = Dictionary(
            members.map { ($0.name, $0.connector) }, uniquingKeysWith: { first, _ in first })
        lanes = members.flatMap(\.lanes)
        policies = Dictionary(
            lanes.map { ($0.name, $0.policy) }, uniquingKeysWith: { first, _ in first })
    }

    func connector(_ name: String) -> (any Connector)? { byName[name] }

    func policy(of lane: String) -> LanePolicy { policies[lane] ?? LanePolicy() }

    var everyConnector: [any Connector] {
        byName.sorted { $0.key < $1.key }.map(\.value)
    }

    /// A name that no other process has, nor will after a restart of the machine.
    static func worker(random: UInt64 = .random(in: .min ... .max)) -> String {
        let boot = try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)
        let machine = boot?.trimmingCharacters(in: .whitespacesAndNewlines) ?? "boot"
        return "\(machine) \(ProcessInfo.processInfo.processIdentifier) "
            + String(random, radix: 36)
    }
}

extension LanePolicy {
    var terms: Terms {
        Terms(
            inFlight: inFlight, perSecond: perSecond, burst: burst, breakerAfter: breakerAfter,
            open: breakerOpen, openAtMost: breakerOpenAtMost)
    }

    /// No failed try is followed by the next later than this, in seconds.
    var longestWait: TimeInterval {
        max(Double(backOff.max() ?? 0) * 1.25, Judgement.parkedFor) + 60
    }

    /// When a failed try is followed by the next: later and later, and spread a little, so that
    /// those who failed together do not come back together.
    /// - Parameters:
    ///   - attempt: The try that failed, from 1.
    ///   - random: From 0 up to 1.
    func backOff(after attempt: Int, random: Double) -> TimeInterval {
        guard let last = backOff.last else { return 5 + random }
        let usual = backOff.indices.contains(attempt - 1) ? backOff[max(0, attempt - 1)] : last
        return Double(usual) * (1 + random / 4)
    }
}
