import Foundation
import Glibc

/// The far end of a serial line: what a reader would be wired to.
///
/// Unplugs itself when it goes out of scope.
struct Pty: ~Copyable {
    struct Failure: Error { let call: String, code: CInt }

    let master: CInt
    /// Such as `/dev/pts/7`.
    let path: String

    static func open() throws(Failure) -> Pty {
        let master = Glibc.open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard master >= 0 else { throw Failure(call: "open /dev/ptmx", code: errno) }
        var unlocked: CInt = 0
        var number: CUnsignedInt = 0
        guard ioctl(master, 0x4004_5431 /* TIOCSPTLCK */, &unlocked) == 0,
            ioctl(master, 0x8004_5430 /* TIOCGPTN */, &number) == 0
        else {
            close(master)
            throw Failure(call: "unlock a pty", code: errno)
        }
        return Pty(master: master, path: "/dev/pts/\(number)")
    }

    private init(master: CInt, path: String) {
        self.master = master
        self.path = path
    }

    deinit { close(master) }

    /// What a reader sends.
    func send(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    func send(_ text: String) { send(Array(text.utf8)) }

    /// What was written to the reader; nil when `stop` is readable.
    func receive(or stop: CInt) -> [UInt8]? {
        while true {
            var polls = [
                pollfd(fd: master, events: Int16(POLLIN), revents: 0),
                pollfd(fd: stop, events: Int16(POLLIN), revents: 0),
            ]
            guard poll(&polls, 2, -1) > 0 else { continue }
            if polls[1].revents != 0 { return nil }
            var bytes = [UInt8](repeating: 0, count: 256)
            let count = read(master, &bytes, bytes.count)
            if count > 0 { return Array(bytes.prefix(count)) }
            // Nobody has the line open yet: look again in a moment, unless stopped.
            if poll(&polls[1], 1, 5) > 0 { return nil }
        }
    }
}

/// A device name as udev keeps it: the same link, to wherever the reader is plugged in now.
struct DeviceLink: Sendable {
    let path = FileManager.default.temporaryDirectory
        .appending(path: "labqueue-reader-\(UUID().uuidString)").path

    func point(to target: String) throws {
        let next = path + ".next"
        try FileManager.default.createSymbolicLink(atPath: next, withDestinationPath: target)
        guard rename(next, path) == 0 else { throw Pty.Failure(call: "rename", code: errno) }
    }

    /// As udev does when the device is pulled: the number of the line may be another's at once.
    func remove() { unlink(path) }
}
