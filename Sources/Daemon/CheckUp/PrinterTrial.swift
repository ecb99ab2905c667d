import Foundation
import Hall
import Lab
import Logging

/// A test ticket, printed and watched to its end.
public struct PrinterTrial: Sendable {
    public struct Outcome: Sendable {
        public let isGood: Bool
        public let words: Words
    }

    private let settings: Settings
    /// How long the paper is watched.
    private static let patience = Duration.seconds(20)

    public init(_ settings: Settings) throws { self.settings = settings }

    public func printTestTicket(on asked: String?) async throws -> Outcome {
        guard let printer = asked ?? settings.printers.first?.id else {
            return Outcome(
                isGood: false, words: Words("设置里没有打印机。", "The settings name no printer."))
        }
        let logger = Logger(label: "print") { _ in SwiftLogNoOpLogHandler() }
        let room = PrintRoom(
            printers: settings.printers, logger: logger, timeZone: settings.timeZone)
        let slip = Slip(
            id: TicketID.random().rawValue, hall: settings.hospital.name, label: "T000",
            queue: Words("打印测试", "Test page"), maskedName: "测*试", ahead: 0, issuedAt: Date(),
            prepare: [Words("这是测试小票", "This is a test ticket")], page: "http://127.0.0.1/")
        var state = await room.print(.ticket(slip), on: printer)
        if !state.isFinal { state = await watch(slip, in: room) ?? state }
        return Outcome(state, printer)
    }

    private func watch(_ slip: Slip, in room: PrintRoom) async -> PrintState? {
        await withTaskGroup(of: PrintState?.self) { group in
            group.addTask {
                try? await room.run()
                return nil
            }
            group.addTask {
                for await case .job(slip.id, let state) in room.changes where state.isFinal {
                    return state
                }
                return nil
            }
            group.addTask {
                try? await Task.sleep(for: Self.patience)
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
    }
}

extension PrinterTrial.Outcome {
    init(_ state: PrintState, _ printer: String) {
        switch state {
        case .printed:
            self.init(isGood: true, words: Words("\(printer) 已打印。", "\(printer) has printed."))
        case .queued:
            self.init(
                isGood: true,
                words: Words("\(printer) 已接收，尚未打印完。", "\(printer) took it; not out yet."))
        case .waiting(let words), .failed(let words): self.init(isGood: false, words: words)
        case .off: self.init(isGood: false, words: Words("没有打印。", "Nothing was printed."))
        }
    }
}
