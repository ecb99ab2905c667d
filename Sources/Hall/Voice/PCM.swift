import Alsa
import Foundation

/// An open ALSA playback stream, closed when it goes out of scope.
struct PCM: ~Copyable {
    private let handle: OpaquePointer
    private let device: String
    private let rate: Int

    /// Opens `device` for mono, 16-bit playback, without waiting for one that is in use.
    static func open(_ device: String, rate: Int) throws(SoundError) -> PCM {
        Alsa_beQuiet()
        var handle: OpaquePointer?
        let opened = snd_pcm_open(&handle, device, SND_PCM_STREAM_PLAYBACK, SND_PCM_NONBLOCK)
        guard opened >= 0, let handle else {
            throw SoundError(.open, on: device, status: opened)
        }
        // From here every way out closes it.
        let pcm = PCM(handle: handle, device: device, rate: rate)
        let set = snd_pcm_set_params(
            pcm.handle, SND_PCM_FORMAT_S16_LE, SND_PCM_ACCESS_RW_INTERLEAVED,
            1, UInt32(rate), 1, 200_000 /* µs of latency */)
        guard set >= 0 else { throw SoundError(.configure, on: device, status: set) }
        return pcm
    }

    private init(handle: OpaquePointer, device: String, rate: Int) {
        self.handle = handle
        self.device = device
        self.rate = rate
    }

    deinit { snd_pcm_close(handle) }

    /// Plays the whole sound, through underruns and suspends.
    /// - Parameters:
    ///   - began: Called when the device has taken the first of it.
    ///   - mustStop: Asked every tenth of a second.
    /// - Returns: Whether it was played to its end.
    borrowing func play(
        _ samples: [Int16], began: () -> Void, mustStop: () -> Bool
    ) throws(SoundError) -> Bool {
        try check(snd_pcm_prepare(handle))
        var stall = ContinuousClock.now + Self.patience
        var next = 0
        while next < samples.count {
            guard !mustStop() else {
                snd_pcm_drop(handle)
                return false
            }
            let count = min(samples.count - next, rate / 10)
            let written = samples.withUnsafeBufferPointer { buffer in
                snd_pcm_writei(handle, buffer.baseAddress?.advanced(by: next), UInt(count))
            }
            if written > 0 {
                if next == 0 { began() }
                next += written
                stall = .now + Self.patience
                continue
            }
            guard ContinuousClock.now < stall else {
                throw SoundError(.play, on: device, status: -EIO, reason: "it takes no more sound")
            }
            if written == 0 || written == -Int(EAGAIN) {
                _ = snd_pcm_wait(handle, 100 /* ms */)
            } else {
                // An underrun or a suspend is put right; anything else ends the playing.
                try check(snd_pcm_recover(handle, CInt(written), 1))
            }
        }
        try drain()
        return true
    }

    /// Waits for the last sample to be heard, but not for a device that hangs.
    private borrowing func drain() throws(SoundError) {
        let end = ContinuousClock.now + Self.patience
        while true {
            let status = snd_pcm_drain(handle)
            if status == 0 || status == -EPIPE { return }
            guard status == -EAGAIN, ContinuousClock.now < end else {
                throw SoundError(.play, on: device, status: status)
            }
            usleep(10_000)
        }
    }

    /// For how long a device may take nothing.
    private static let patience = Duration.seconds(2)

    private borrowing func check(_ status: CInt) throws(SoundError) {
        guard status < 0 else { return }
        throw SoundError(.play, on: device, status: status)
    }
}
