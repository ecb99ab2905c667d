/// How long a server may take before we stop to wait for it.
public struct ServerLimits: Sendable {
    /// One statement; the server ends it itself.
    public var statement: Duration = .seconds(30)
    /// Another daemon's lock.
    public var lock: Duration = .seconds(10)
    /// A transaction in which nothing is asked.
    public var idle: Duration = .seconds(60)
    /// An answer, beyond what the statement may take.
    public var silence: Duration = .seconds(5)
    /// Until a new connection is ready.
    public var connect: Duration = .seconds(5)
    /// How long callers wait for a lost server before they hear of it.
    public var outage: Duration = .seconds(2)
    /// Until it is known whether a commit under way when the server was lost is on its disk.
    public var doubt: Duration = .seconds(10)

    public init() {}
}

extension Duration {
    /// Whole milliseconds.
    var milliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }
}
