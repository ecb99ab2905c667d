import Foundation

/// A program started for a benchmark and ended with it.
final class Program: Sendable {
    private let process: Process
    private let output: FileHandle
    private let log: URL

    init(_ path: String, _ arguments: [String], logging file: URL) throws {
        let process = Process()
        process.executableURL = try Self.find(path)
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        _ = FileManager.default.createFile(atPath: file.path, contents: nil)
        process.standardError = try FileHandle(forWritingTo: file)
        try process.run()
        self.process = process
        output = pipe.fileHandleForReading
        log = file
    }

    deinit { stop() }

    /// Waits for a line that begins with `word`, up to the end of its output.
    func line(beginningWith word: String) throws -> String {
        var text = ""
        while true {
            let piece = output.availableData
            text += String(decoding: piece, as: UTF8.self)
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
            if let line = lines.first(where: { $0.hasPrefix(word) }) { return String(line) }
            if piece.isEmpty {
                let last = try? String(contentsOf: log, encoding: .utf8).suffix(300)
                throw Trouble("a program ended without saying \(word): \(last ?? "")")
            }
        }
    }

    /// Its resident memory, in megabytes of 2^20 bytes.
    func residentMegabytes() throws -> Double {
        let path = "/proc/\(process.processIdentifier)/status"
        let status = try String(contentsOfFile: path, encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        guard let kilobytes = line?.split(separator: " ").compactMap({ Double($0) }).first else {
            throw Trouble("\(path) has no VmRSS")
        }
        return kilobytes / 1024
    }

    /// What it has had of the processor so far, in seconds.
    func processorSeconds() throws -> Double {
        let path = "/proc/\(process.processIdentifier)/stat"
        let stat = try String(contentsOfFile: path, encoding: .utf8)
        // Counted after the name, which is in brackets.
        let fields = stat.split(separator: ")").last?.split(separator: " ") ?? []
        guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12])
        else { throw Trouble("\(path) has no times") }
        return (user + system) / Double(sysconf(CInt(_SC_CLK_TCK)))
    }

    func stop() {
        guard process.isRunning else { return }
        process.terminate()
        process.waitUntilExit()
    }

    /// Runs a program to its end; answers what it printed.
    @discardableResult
    static func run(_ path: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = try find(path)
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let printed = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Trouble("\(path) ended with status \(process.terminationStatus)")
        }
        return String(decoding: printed, as: UTF8.self)
    }

    /// The daemon, built beside the benchmarks.
    static func labqueue() throws -> String {
        let path = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
            .deletingLastPathComponent().appending(path: "labqueue").path
        guard FileManager.default.isExecutableFile(atPath: path) else {
            throw Trouble(
                "\(path) is not there; build it first: swift build -c release --product labqueue")
        }
        return path
    }

    private static func find(_ name: String) throws -> URL {
        if name.hasPrefix("/") { return URL(filePath: name) }
        for folder in ["/usr/local/bin", "/usr/bin", "/usr/sbin", "/bin"] {
            let url = URL(filePath: folder).appending(path: name)
            if FileManager.default.isExecutableFile(atPath: url.path) { return url }
        }
        throw Trouble("\(name) is not installed; as root: apt install \(name)")
    }
}
