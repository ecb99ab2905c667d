import Foundation
import Hall
import Lab
import Logging
import Storage

/// What `labqueue check` looks at, one line each.
public struct CheckUp: Sendable {
    public struct Finding: Sendable {
        public let isGood: Bool
        public let what: String
        public let words: String

        public var line: String { "\(isGood ? "ok  " : "FAIL")  \(what): \(words)" }
    }

    let settings: Settings
    let folder: URL
    private let furniture: URL

    public init(settings: Settings, folder: URL, furniture: URL) {
        self.settings = settings
        self.folder = folder
        self.furniture = furniture
    }

    public func run() async throws -> [Finding] {
        let windows = settings.halls.reduce(0) { $0 + $1.windows.count }
        var findings = [
            Finding(
                isGood: !settings.halls.isEmpty, what: "settings",
                words: settings.halls.isEmpty
                    ? "no hall is named; write halls: in the settings file"
                    : "\(settings.halls.count) hall(s), \(windows) window(s), "
                        + "\(settings.boards.count) board(s)")
        ]
        let (database, store) = await database()
        findings.append(database)
        findings += await printers()
        findings += settings.readers.map(reader)
        findings += await voice()
        findings += await counterparties(over: store)
        try await store?.close()
        return findings
    }

    /// - Returns: The database, open, where it can be used.
    private func database() async -> (Finding, Store?) {
        var store: Store?
        do {
            let visited = try await Store.visit(
                settings.storage, folder: folder, migrations: Roster.tables)
            store = visited
            let faults = try await visited.verify()
            return (
                Finding(
                    isGood: faults.isEmpty, what: "database",
                    words: faults.first.map { "\(faults.count) fault(s), first: \($0)" }
                        ?? visited.place), visited
            )
        } catch {
            return (Finding(isGood: false, what: "database", words: "\(error)"), store)
        }
    }

    private func printers() async -> [Finding] {
        let logger = Logger(label: "check") { _ in SwiftLogNoOpLogHandler() }
        let room = PrintRoom(
            printers: settings.printers, logger: logger, timeZone: settings.timeZone)
        return await room.inspect().map { printer in
            Finding(
                isGood: printer.state == .ready, what: "printer \(printer.id)",
                words: printer.words?.en ?? "ready")
        }
    }

    private func reader(_ reader: ReaderSettings) -> Finding {
        switch reader.probe() {
        case .ready, .misread:
            Finding(isGood: true, what: "reader \(reader.id)", words: reader.device)
        case .lost(let words):
            Finding(isGood: false, what: "reader \(reader.id)", words: words.en)
        }
    }

    private func voice() async -> [Finding] {
        let zones = settings.voice.covering(settings.halls.map(\.id.rawValue)).zones
        do {
            let speech = try Speech(sounds: furniture.appending(path: "Sounds"))
            _ = try await speech.sound(of: "请A001号到1号窗口抽血", in: .mandarin)
        } catch {
            return [Finding(isGood: false, what: "voice", words: "\(error)")]
        }
        var findings: [Finding] = []
        for zone in zones {
            let words: String
            var isGood = true
            if zone.device == "none" {
                words = "set to be silent"
            } else {
                do {
                    try await Loudspeaker(device: zone.device).open()
                    words = zone.device
                } catch {
                    isGood = false
                    words = "\(error)"
                }
            }
            findings.append(Finding(isGood: isGood, what: "voice \(zone.id)", words: words))
        }
        return findings
    }
}
