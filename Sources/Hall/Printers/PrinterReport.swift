import Cups

/// What CUPS tells about a queue and the printer behind it.
struct PrinterReport: Sendable, Equatable {
    static let attributes = [
        "printer-state", "printer-state-reasons", "printer-is-accepting-jobs",
    ]

    let isStopped: Bool
    /// Nothing is being printed, so nobody looks whether `reasons` still hold.
    let isIdle: Bool
    let isAccepting: Bool
    /// Such as `media-empty`, without the severity CUPS hangs on.
    let reasons: Set<String>

    init(isStopped: Bool, isIdle: Bool, isAccepting: Bool, reasons: [String]) {
        self.isStopped = isStopped
        self.isIdle = isIdle
        self.isAccepting = isAccepting
        self.reasons = Set(reasons.map(Self.withoutSeverity))
    }

    init(_ answer: borrowing IPPMessage) {
        let state = answer.integer("printer-state")
        self.init(
            isStopped: state == Int32(IPP_PSTATE_STOPPED.rawValue),
            isIdle: state == Int32(IPP_PSTATE_IDLE.rawValue),
            isAccepting: answer.flag("printer-is-accepting-jobs") ?? true,
            reasons: answer.strings("printer-state-reasons"))
    }

    /// CUPS is trying to reach the device; normal for a moment, trouble if it lasts.
    var isConnecting: Bool { reasons.contains("connecting-to-device") }

    /// The one state that tells a person most.
    var state: PrinterStatus.State {
        if !reasons.isDisjoint(with: ["media-empty", "media-needed", "input-tray-missing"]) {
            return .paperOut
        }
        if !reasons.isDisjoint(with: ["door-open", "cover-open", "interlock-open", "media-jam"]) {
            return .doorOpen
        }
        if !reasons.isDisjoint(with: ["offline", "shutdown", "timed-out", "power-down"]) {
            return .offline
        }
        return isStopped || !isAccepting ? .stopped : .ready
    }

    private static func withoutSeverity(_ reason: String) -> String {
        for severity in ["-error", "-warning", "-report"] where reason.hasSuffix(severity) {
            return String(reason.dropLast(severity.count))
        }
        return reason
    }
}
