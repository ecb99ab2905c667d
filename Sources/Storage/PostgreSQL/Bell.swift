import Foundation

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A pipe to oneself, so that a thread that waits for a socket can be called.
struct Bell: ~Copyable, Sendable {
    private let ear: CInt
    private let hand: CInt

    init() throws(StorageError) {
        var ends: [CInt] = [-1, -1]
        guard pipe(&ends) == 0 else {
            throw StorageError(
                .device, attempted: "open a pipe", reason: String(cString: strerror(errno)),
                remedy: "raise the limit of open files (LimitNOFILE)")
        }
        (ear, hand) = (ends[0], ends[1])
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
    }

    deinit {
        close(ear)
        close(hand)
    }

    /// Never waits; a pipe that is full has rung already.
    func ring() {
        var byte: UInt8 = 0
        _ = write(hand, &byte, 1)
    }

    /// Waits for a ring or for something to read from `socket`, at most `limit`.
    func wait(orFor socket: CInt?, atMost limit: Duration) {
        var watched = [pollfd(fd: ear, events: Int16(POLLIN), revents: 0)]
        if let socket { watched.append(pollfd(fd: socket, events: Int16(POLLIN), revents: 0)) }
        _ = poll(&watched, nfds_t(watched.count), CInt(clamping: max(0, limit.milliseconds)))
        var bytes = [UInt8](repeating: 0, count: 64)
        while read(ear, &bytes, bytes.count) > 0 {}
    }
}
