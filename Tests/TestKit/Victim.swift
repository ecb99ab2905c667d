import Foundation

/// This test program, started a second time to be killed.
public final class Victim: Sendable {
    private let process: pid_t
    /// What it writes to standard error.
    public let output: FileHandle

    /// Runs the test `the victim` of `suite` and no other.
    public init(of suite: String, environment: [String: String]) throws {
        let victim = Process()
        victim.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        // As this process was started, but for what it is to run.
        victim.arguments =
            Array(CommandLine.arguments.dropFirst().prefix { !$0.hasPrefix("-") })
            + ["--testing-library", "swift-testing", "--filter", "\(suite).*the victim"]
        victim.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        victim.standardOutput = FileHandle.nullDevice
        let pipe = Pipe()
        victim.standardError = pipe
        try victim.run()
        try pipe.fileHandleForWriting.close()
        process = victim.processIdentifier
        output = pipe.fileHandleForReading
    }

    deinit { kill() }

    public func kill() { _ = Foundation.kill(process, SIGKILL) }
}
