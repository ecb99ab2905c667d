import Foundation

/// Another job engine, run as its own documentation says.
enum Peer {
    /// Jobs a second, as the script prints them last.
    static func rate(_ script: String, _ arguments: [String]) throws -> Double {
        let root = URL(filePath: FileManager.default.currentDirectoryPath)
        let python = root.appending(path: ".venv-bench/bin/python").path
        guard FileManager.default.isExecutableFile(atPath: python) else {
            throw Trouble("\(python) is not there; `make bench` installs the other engines")
        }
        let path = root.appending(path: "Tests/Benchmarks/peers/\(script)").path
        let printed = try Program.run(python, [path] + arguments)
        guard let rate = printed.split(separator: "\n").last.flatMap({ Double($0) }) else {
            throw Trouble("\(script) printed no rate")
        }
        return rate
    }
}
