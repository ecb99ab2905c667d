import Glibc

/// Wakes threads that wait on devices, once and for all.
final class StopSignal: Sendable {
    let descriptor: CInt
    private let writing: CInt

    init() throws(ReaderDevice.Failure) {
        var ends: [CInt] = [0, 0]
        guard pipe(&ends) == 0 else {
            throw ReaderDevice.Failure(action: "make", device: "a pipe", code: errno)
        }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        (descriptor, writing) = (ends[0], ends[1])
    }

    deinit {
        close(descriptor)
        close(writing)
    }

    func raise() {
        var byte: UInt8 = 1
        // A pipe that is full has been raised already.
        _ = write(writing, &byte, 1)
    }

    /// Waits; true when it was raised meanwhile.
    func wait(_ timeout: Duration) -> Bool {
        var state = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&state, 1, Optional(timeout).pollMilliseconds) > 0
    }
}
