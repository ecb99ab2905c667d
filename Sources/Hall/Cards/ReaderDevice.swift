import Glibc

/// An open reader, closed when it goes out of scope; never blocks but in `wait`.
struct ReaderDevice: ~Copyable {
    /// Why a reader cannot be used, in the system's words.
    struct Failure: Error {
        let action: String
        let device: String
        let code: CInt
    }

    enum Event: Equatable {
        case bytes([UInt8])
        case timeout
        case stopped
        /// Unplugged.
        case gone
    }

    private let descriptor: CInt
    private let path: String

    /// Opens the device itself; what it is made ready for is up to `prepare`.
    /// - Parameter writes: Whether anything will be sent to it.
    static func open(
        _ path: String, writes: Bool, prepare: (CInt) throws(Failure) -> Void
    ) throws(Failure) -> ReaderDevice {
        let mode = (writes ? O_RDWR : O_RDONLY) | O_NONBLOCK | O_NOCTTY | O_CLOEXEC
        let descriptor = Glibc.open(path, mode)
        guard descriptor >= 0 else {
            throw Failure(action: "open", device: path, code: errno)
        }
        let device = ReaderDevice(descriptor: descriptor, path: path)
        try prepare(descriptor)
        return device
    }

    private init(descriptor: CInt, path: String) {
        self.descriptor = descriptor
        self.path = path
    }

    deinit { close(descriptor) }

    /// Waits for bytes, the stop signal or the end of `timeout`.
    func wait(_ timeout: Duration?, or stop: StopSignal) -> Event {
        var polls = [
            pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: stop.descriptor, events: Int16(POLLIN), revents: 0),
        ]
        // poll may wake early for a signal; the caller then asks again.
        guard poll(&polls, 2, timeout.pollMilliseconds) > 0 else { return .timeout }
        if polls[1].revents != 0 { return .stopped }
        return read()
    }

    private func read() -> Event {
        var result = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: 4096) { buffer, count in
            result = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            count = max(result, 0)
        }
        if result > 0 { return .bytes(bytes) }
        return result < 0 && (errno == EAGAIN || errno == EINTR) ? .timeout : .gone
    }

    /// Sends all of it; a line that takes nothing for a second is as good as unplugged.
    func send(_ bytes: [UInt8]) throws(Failure) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if written > 0 {
                rest = rest.dropFirst(written)
                continue
            }
            guard errno == EAGAIN || errno == EINTR else {
                throw Failure(action: "write to", device: path, code: errno)
            }
            var state = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            guard poll(&state, 1, 1000) > 0 else {
                throw Failure(action: "write to", device: path, code: ETIMEDOUT)
            }
        }
    }
}

extension Duration? {
    /// As `poll` wants it: rounded up, -1 for ever.
    var pollMilliseconds: CInt {
        guard let self else { return -1 }
        let (seconds, attoseconds) = self.components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        let part = (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
        return CInt(min(seconds, 86_400) * 1000 + part)
    }
}
