import Foundation

/// What the daemon keeps resident late on a busy day.
enum MemoryCount {
    private static let patients = 6_000
    private static let streams = 100
    private static let bar = 80.0  // MB

    static func run(in folder: URL, rounds: Int) async throws -> [any Finding] {
        let file = folder.appending(path: "settings.yaml")
        try settings.write(to: file, atomically: true, encoding: .utf8)
        let hall = try RunningHall(in: folder, ["--settings", file.path, "--log", "error"])
        defer { hall.program.stop() }
        let secret = try hall.program.line(beginningWith: "admin secret").split(separator: " ").last
        let admin = try Caller(port: hall.port, token: secret.map(String.init))
        let atFirst = try hall.program.residentMegabytes()
        for batch in Array(1...patients).chunked(by: 400) {
            let events = batch.map(Self.events).joined(separator: "\n")
            try expect(200, admin.send("POST", "/api/v1/events", events))
        }
        let registered = try hall.program.residentMegabytes()
        for number in 1...patients {
            let swipe = #"{"kiosk":"K1","card":"\#(card(number))"}"#
            try expect(201, admin.send("POST", "/api/v1/swipes", swipe))
        }
        let issued = try hall.program.residentMegabytes()
        let listeners = try (0..<streams).map { _ in
            try Caller(port: hall.port, token: secret.map(String.init))
        }
        for listener in listeners { try listener.listen("/api/v1/boards/draw/stream") }
        for _ in 0..<20 {
            try expect(200, admin.send("POST", "/api/v1/windows/1/next"))
            try expect(200, admin.send("POST", "/api/v1/windows/1/arrive"))
        }
        let resident = try hall.program.residentMegabytes()
        withExtendedLifetime(listeners) {}
        return [Count(steps: [atFirst, registered, issued, resident])]
    }

    private struct Count: Finding {
        let steps: [Double]
        let title = "resident memory, \(patients) tickets, \(streams) streams"
        var holds: Bool { steps[3] < bar }
        var description: String {
            let text = steps.map { "\(Int($0.rounded())) MB" }
            return """
                \(title)
                  at the start \(text[0]), patients known \(text[1]), tickets issued \(text[2])
                  \(text[3]), aim < \(Int(bar)) MB: \(holds ? "holds" : "MISSED")
                """
        }
    }

    private static func expect(_ status: Int, _ answer: Caller.Answer) throws {
        guard answer.status == status else {
            let body = String(decoding: answer.body.prefix(300), as: UTF8.self)
            throw Trouble("the daemon answered \(answer.status), not \(status): \(body)")
        }
    }

    private static func card(_ number: Int) -> String { "88\(10_000_000 + number)" }

    /// A patient and a paid order, a line each.
    private static func events(_ number: Int) -> String {
        let at = Date().ISO8601Format()
        return """
            {"id":"p\(number)","type":"patient.registered","at":"\(at)","campus":"benbu",\
            "data":{"patient":"P\(number)","name":"欧阳晓明","sex":"M",\
            "birthDate":"19\(50 + number % 50)-06-01","cards":["\(card(number))"]}}
            {"id":"o\(number)","type":"order.paid","at":"\(at)","campus":"benbu",\
            "data":{"order":"L\(number)","patient":"P\(number)","visit":"V\(number)",\
            "department":"内科","urgency":"routine",\
            "items":[{"code":"CBC","name":"血常规","tube":"purple"},\
            {"code":"LFT","name":"肝功能","tube":"yellow"}]}}
            """
    }

    /// A hall of twenty windows without printers or sound.
    private static let settings = """
        halls:
          - id: draw
            queues: [{id: A, name: 门诊, nameEn: Outpatient}, {id: E, name: 急诊, nameEn: Emergency}]
            windows:
        \((1...20).map { "      - {id: \"\($0)\", name: \($0)号窗口, queues: [A, E]}" }
            .joined(separator: "\n"))
            routing: {otherwise: A, emergency: E}
            kiosks: [{id: K1}]
        boards:
          - {id: draw, kind: hall, hall: draw, title: {zh: 采血大厅, en: Blood draw hall}}
          - {id: waiting, kind: waiting, hall: draw, title: {zh: 候诊一览, en: Waiting}}
        voice: {zones: [{id: draw, device: none}]}
        """
}
