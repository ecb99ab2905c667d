import Glibc

/// A serial line made ready for a reader: eight bits, raw, ours alone.
enum SerialPort {
    /// Bits per second that readers use, and the system's code for each.
    static let speeds: [Int: speed_t] = [
        1200: speed_t(B1200), 2400: speed_t(B2400), 4800: speed_t(B4800), 9600: speed_t(B9600),
        19_200: speed_t(B19200), 38_400: speed_t(B38400), 57_600: speed_t(B57600),
        115_200: speed_t(B115200),
    ]

    static func open(_ settings: ReaderSettings) throws(ReaderDevice.Failure) -> ReaderDevice {
        try ReaderDevice.open(settings.device, writes: true) {
            descriptor throws(ReaderDevice.Failure) in
            let device = settings.device
            func check(_ status: CInt, _ action: String) throws(ReaderDevice.Failure) {
                guard status == 0 else {
                    throw ReaderDevice.Failure(action: action, device: device, code: errno)
                }
            }
            var line = termios()
            try check(tcgetattr(descriptor, &line), "set up")
            cfmakeraw(&line)
            line.c_cflag |= tcflag_t(CLOCAL | CREAD)
            line.c_cflag &= ~tcflag_t(CSTOPB | PARENB | PARODD)
            switch settings.parity {
            case .none: break
            case .even: line.c_cflag |= tcflag_t(PARENB)
            case .odd: line.c_cflag |= tcflag_t(PARENB | PARODD)
            }
            let speed = speeds[settings.speed] ?? speed_t(B9600)
            try check(cfsetspeed(&line, speed), "set the speed of")
            try check(tcsetattr(descriptor, TCSANOW, &line), "set up")
            try check(ioctl(descriptor, UInt(TIOCEXCL)), "take for ourselves")
            // What was sent before we listened is half a card at best.
            try check(tcflush(descriptor, TCIFLUSH), "clear")
        }
    }
}
