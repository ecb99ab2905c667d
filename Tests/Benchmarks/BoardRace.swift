import Foundation

/// The board's feed and its 304, against nginx serving the same bytes from a file.
enum BoardRace {
    private static let path = "/api/v1/boards/draw"

    static func run(in folder: URL, rounds: Int) async throws -> [any Finding] {
        let hall = try RunningHall(in: folder, ["--demo", "--log", "error"])
        defer { hall.program.stop() }
        let kiosk = try Caller(port: hall.port, token: hall.token(of: "kiosk"))
        for number in 10...40 {
            let body = #"{"kiosk":"K1","card":"62000000\#(number)"}"#
            let answer = try kiosk.send("POST", "/api/v1/swipes", body)
            guard answer.status == 201 else { throw Trouble("a swipe answered \(answer.status)") }
        }
        let token = try hall.token(of: "board")
        let picture = try Caller(port: hall.port, token: token).send("GET", path)
        let nginx = try Nginx(in: folder, serving: picture.body, at: path)
        defer { nginx.program.stop() }
        let copy = try Caller(port: nginx.port).send("GET", path)
        guard copy.body == picture.body, let tag = picture.headers["etag"],
            let copyTag = copy.headers["etag"]
        else { throw Trouble("nginx does not serve the board's bytes") }

        let bearer = ["Authorization": "Bearer \(token)"]
        func side(_ name: String, _ port: Int, known tag: String?) -> Contest.Side {
            var headers = bearer
            headers["If-None-Match"] = tag
            let wrk = Wrk(url: "http://127.0.0.1:\(port)\(path)", headers: headers)
            return .init(name: name) { try wrk.requestsPerSecond() }
        }
        let feed = Contest(
            title: "board feed, 100 connections, \(picture.body.count) bytes ÷ nginx",
            unit: "/s", bar: .atLeast(0.6),
            ours: side("labqueue", hall.port, known: nil),
            yardstick: side("nginx", nginx.port, known: nil))
        let unchanged = Contest(
            title: "304, 100 connections ÷ nginx", unit: "/s", bar: .atLeast(0.45),
            ours: side("labqueue", hall.port, known: tag),
            yardstick: side("nginx", nginx.port, known: copyTag))
        return [try await feed.play(rounds), try await unchanged.play(rounds)]
    }
}

/// One hundred connections that ask as fast as they are answered.
private struct Wrk: Sendable {
    let url: String
    let headers: [String: String]

    func requestsPerSecond() throws -> Double {
        let report = try Program.run(
            "wrk",
            ["-t2", "-c100", "-d5s"] + headers.flatMap { ["-H", "\($0): \($1)"] } + [url])
        guard !report.contains("Non-2xx"), !report.contains("Socket errors") else {
            throw Trouble("not every request was answered:\n\(report)")
        }
        let line = report.split(separator: "\n").first { $0.hasPrefix("Requests/sec:") }
        guard let rate = line?.split(separator: " ").last.flatMap({ Double($0) }) else {
            throw Trouble("wrk tells no rate:\n\(report)")
        }
        return rate
    }
}
