import Foundation
import Glibc
import Lab
import Logging

/// One reader on a thread of its own: opens it, listens, and opens it again when it is back.
struct ReaderLoop: Sendable {
    enum News: Sendable {
        case read(CardRead)
        case state(ReaderState)
    }

    let settings: ReaderSettings
    let timing: ReaderTiming
    let logger: Logger
    let now: @Sendable () -> Date
    let tell: @Sendable (News) -> Void
    let opener: @Sendable (ReaderSettings) throws(ReaderDevice.Failure) -> ReaderDevice

    /// Blocks until `stop` is raised.
    func run(until stop: StopSignal) {
        let ear: ReaderEar
        do {
            ear = try ReaderEar(settings, timing: timing, logger: logger, now: now, tell: tell)
        } catch {
            logger.error("reader settings cannot be used", metadata: ["error": "\(error)"])
            tell(.state(.lost(Words("读卡器设置有误", "The reader's settings are wrong: \(error)"))))
            return
        }
        var pause = timing.reopen
        while true {
            let began = ContinuousClock.now
            do {
                let device = try opener(settings)
                guard try listen(to: device, through: ear, until: stop) else { return }
            } catch {
                ear.lost(error.words, because: error.description)
            }
            // A device that opens only to fail is tried as seldom as one that is absent.
            if ContinuousClock.now - began > timing.reopenAtMost { pause = timing.reopen }
            if stop.wait(pause) { return }
            pause = min(pause * 2, timing.reopenAtMost)
        }
    }

    /// - Returns: False when stopped; throws when the device is gone.
    private func listen(
        to device: borrowing ReaderDevice, through ear: ReaderEar, until stop: StopSignal
    ) throws(ReaderDevice.Failure) -> Bool {
        try device.send(ear.opened())
        while true {
            switch device.wait(ear.patience, or: stop) {
            case .bytes(let bytes): try device.send(ear.hear(bytes))
            case .timeout: try device.send(ear.tick())
            case .stopped: return false
            case .gone:
                throw ReaderDevice.Failure(action: "read", device: settings.device, code: ENODEV)
            }
        }
    }
}

extension ReaderLoop {
    /// The opener for a kind of reader.
    static func open(
        _ settings: ReaderSettings
    ) throws(ReaderDevice.Failure) -> ReaderDevice {
        switch settings.kind {
        case .serial, .idCard: try SerialPort.open(settings)
        case .wedge: try WedgePort.open(settings)
        }
    }
}
