import Alsa

/// A sound device would not play.
public struct SoundError: Error, Hashable {
    enum Action: Hashable {
        case open
        case configure
        case play
    }
    let action: Action
    let device: String
    /// ALSA's negative errno.
    let status: CInt
    let reason: String

    init(_ action: Action, on device: String, status: CInt, reason: String? = nil) {
        self.action = action
        self.device = device
        self.status = status
        self.reason = reason ?? String(cString: snd_strerror(status))
    }
}

extension SoundError: CustomStringConvertible {
    public var description: String {
        switch action {
        case .open:
            "cannot open sound device \(device): \(reason); `aplay -L` lists the devices there are"
        case .configure: "cannot set sound device \(device) to 16-bit mono: \(reason)"
        case .play: "playing on sound device \(device) stopped: \(reason)"
        }
    }
}
