import Foundation
import Synchronization

@testable import Hall

/// An ID-card reader on a pty: answers each request by `script`, which counts them from 1.
final class ScriptedReader: Sendable {
    private let stop: StopSignal
    let link: DeviceLink

    init(
        link: DeviceLink = DeviceLink(),
        _ script: @escaping @Sendable (_ request: [UInt8], _ count: Int) -> [UInt8]
    ) throws {
        self.link = link
        let stop = try StopSignal()
        self.stop = stop
        let pty = try Pty.open()
        try link.point(to: pty.path)
        Self.serve(pty, until: stop, script)
    }

    /// Pulls the plug.
    func unplug() {
        link.remove()
        stop.raise()
    }

    deinit {
        stop.raise()
        link.remove()
    }

    private static func serve(
        _ pty: consuming Pty, until stop: StopSignal,
        _ script: @escaping @Sendable ([UInt8], Int) -> [UInt8]
    ) {
        let line = Mutex<Pty?>(pty)
        Thread {
            guard let pty = line.withLock({ $0.take() }) else { return }
            var request: [UInt8] = []
            var counts: [[UInt8]: Int] = [:]
            while let bytes = pty.receive(or: stop.descriptor) {
                request += bytes
                while request.count >= 10 {
                    let one = Array(request.prefix(10))
                    request.removeFirst(10)
                    counts[one, default: 0] += 1
                    pty.send(script(one, counts[one] ?? 0))
                }
            }
        }.start()
    }
}
