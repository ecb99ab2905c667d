import Foundation
import Glibc
import Synchronization

/// A program the test started, ended by its process id.
public final class Subprogram: Sendable {
    private let process: Mutex<Process>

    /// Starts `path` and does not wait for it; its output goes to `log`, or nowhere.
    public init(
        _ path: String, _ arguments: String..., environment: [String: String] = [:],
        log: URL? = nil
    ) throws {
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        var output = FileHandle.nullDevice
        if let log {
            try Data().write(to: log)
            output = try FileHandle(forWritingTo: log)
        }
        process.standardOutput = output
        process.standardError = output
        try Self.launch(process)
        self.process = Mutex(process)
    }

    deinit { end() }

    public var isRunning: Bool { process.withLock { $0.isRunning } }

    /// Ends it and waits until it is gone.
    public func end() {
        process.withLock { process in
            guard process.isRunning else { return }
            process.terminate()
            process.waitUntilExit()
        }
    }

    /// Runs a program to its end and answers with what it printed; throws where it fails.
    @discardableResult
    public static func run(
        _ path: String, _ arguments: [String], environment: [String: String] = [:]
    ) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        process.standardInput = FileHandle.nullDevice
        try Self.launch(process)
        let text = String(
            decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(
                description: "\(path) \(arguments.joined(separator: " ")) failed: \(text)")
        }
        return text
    }

    /// Starts `process` with no signal blocked.
    ///
    /// Tests run on threads that block most signals; a child would inherit that and never hear
    /// that it should end.
    static func launch(_ process: Process) throws {
        var none = sigset_t()
        sigemptyset(&none)
        var before = sigset_t()
        pthread_sigmask(SIG_SETMASK, &none, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        try process.run()
    }

    /// What the program said before it failed.
    public struct Failure: Error, CustomStringConvertible {
        public let description: String
    }
}
