import Foundation

/// The daemon as it is installed, on free ports, with a data folder of its own.
struct RunningHall: Sendable {
    let program: Program
    let port: Int
    let data: URL

    /// - Parameter options: What comes after `serve`.
    init(in folder: URL, _ options: [String]) throws {
        data = folder.appending(path: "data")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        program = try Program(
            Program.labqueue(),
            ["serve", "--data", data.path, "--port", "0", "--mllp-port", "0"] + options,
            logging: folder.appending(path: "labqueue.log"))
        let line = try program.line(beginningWith: "listening ")
        let port = line.split(separator: " ").dropFirst().first
            .flatMap { URL(string: String($0))?.port }
        guard let port else { throw Trouble("labqueue says no port: \(line)") }
        self.port = port
    }

    /// A token of the demonstration.
    func token(of role: String) throws -> String {
        struct Demo: Decodable { let tokens: [String: String] }
        let file = try Data(contentsOf: data.appending(path: "demo.json"))
        guard let token = try JSONDecoder().decode(Demo.self, from: file).tokens[role] else {
            throw Trouble("demo.json has no token for \(role)")
        }
        return token
    }
}
