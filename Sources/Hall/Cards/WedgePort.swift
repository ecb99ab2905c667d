import Glibc

/// A keyboard reader taken from the rest of the machine, so that cards are not typed elsewhere.
enum WedgePort {
    /// `EVIOCGRAB` of linux/input.h: `_IOW('E', 0x90, int)`.
    private static let grab: UInt = 0x4004_4590

    static func open(_ settings: ReaderSettings) throws(ReaderDevice.Failure) -> ReaderDevice {
        try ReaderDevice.open(settings.device, writes: false) {
            descriptor throws(ReaderDevice.Failure) in
            guard ioctl(descriptor, grab, 1) == 0 else {
                throw ReaderDevice.Failure(
                    action: "take for ourselves", device: settings.device, code: errno)
            }
        }
    }
}
