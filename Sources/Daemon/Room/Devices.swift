import Foundation
import Hall
import Lab
import Synchronization

/// A printer, reader or voice, for kiosk and triage.
struct DeviceView: Encodable, Sendable {
    let name: String
    let state: String
    let message: Words?

    init(name: String, state: String, message: Words?) {
        self.name = name
        self.state = state
        self.message = message
    }

    init(_ printer: PrinterStatus) {
        name = printer.id
        state = printer.state.word
        message = printer.words
    }
}

extension DeviceView {
    init(_ voice: ZoneStatus) {
        switch voice {
        case .ready: self.init(name: "voice", state: "ready", message: nil)
        case .silent(let reason):
            self.init(name: "voice", state: "silent", message: Words("没有声音：\(reason)", reason))
        case .failed(let reason):
            self.init(name: "voice", state: "failed", message: Words("声音中断：\(reason)", reason))
        }
    }
}

/// How the card readers are; they tell of themselves.
final class Devices: Sendable {
    private let readers = Mutex<[String: ReaderState]>([:])

    func keep(_ state: ReaderState, of reader: String) {
        readers.withLock { $0[reader] = state }
    }

    func view(ofReader id: String) -> DeviceView {
        switch readers.withLock({ $0[id] }) {
        case .ready: DeviceView(name: id, state: "ready", message: nil)
        case .misread(let words): DeviceView(name: id, state: "misread", message: words)
        case .lost(let words): DeviceView(name: id, state: "lost", message: words)
        case nil: DeviceView(name: id, state: "lost", message: Words("还没有连上", "Not connected yet"))
        }
    }
}

extension PrinterStatus.State {
    /// As the contract spells it.
    var word: String {
        switch self {
        case .ready: "ready"
        case .paperOut: "paper-out"
        case .doorOpen: "door-open"
        case .offline: "offline"
        case .stopped: "stopped"
        case .unreachable: "unreachable"
        }
    }
}
