/// The sound device of a zone, owned by one actor on a thread of its own, because ALSA blocks.
///
/// It stays open between sounds, so that the next one is heard at once.
public actor Loudspeaker {
    private let thread: BlockingThread
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        thread.asUnownedSerialExecutor()
    }
    private let device: String
    private var pcm: PCM?

    /// - Parameter device: An ALSA name, such as `default`.
    public init(device: String) {
        self.device = device
        thread = BlockingThread("loudspeaker \(device)")
    }

    /// Opens the device, where it is not open yet.
    public func open() throws(SoundError) {
        if pcm == nil { pcm = try PCM.open(device, rate: Sound.usualRate) }
    }

    public func close() { pcm = nil }

    /// Plays the whole sound; with no `await` inside, two sounds cannot interleave.
    /// - Parameters:
    ///   - began: Called when the device has taken the first of it.
    ///   - mustStop: Asked every tenth of a second.
    /// - Returns: Whether it was played to its end.
    @discardableResult
    public func play(
        _ sound: Sound, began: @Sendable () -> Void = {}, mustStop: @Sendable () -> Bool = { false }
    ) throws(SoundError) -> Bool {
        try open()
        let samples = sound.resampled(to: Sound.usualRate).samples
        do throws(SoundError) {
            return try pcm?.play(samples, began: began, mustStop: mustStop) ?? false
        } catch {
            pcm = nil  // gone or stuck: the next attempt opens it anew
            throw error
        }
    }
}
