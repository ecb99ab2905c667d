import Lab

extension ReaderSettings {
    /// Whether the reader is there and answers, for `labqueue check`; blocks for up to a second.
    ///
    /// A reader that a running daemon holds is lost to everybody else, and the words say so.
    public func probe() -> ReaderState {
        do {
            let device = try ReaderLoop.open(self)
            return kind == .idCard ? try Self.ask(device) : .ready
        } catch {
            return .lost(error.words)
        }
    }

    /// Asks an ID-card reader how it is.
    private static func ask(
        _ device: borrowing ReaderDevice
    ) throws(ReaderDevice.Failure) -> ReaderState {
        let nobody = try StopSignal()
        let end = ContinuousClock.now + ReaderTiming().answer
        var stream = SDTFrame.Stream()
        try device.send(SDTFrame.Request.status.bytes)
        while ContinuousClock.now < end {
            let event = device.wait(end - .now, or: nobody)
            if event == .gone { break }
            guard case .bytes(let bytes) = event else { continue }
            for case .reply(let reply) in stream.receive(bytes) {
                switch reply.status.meaning {
                case .good, .noCard, .card: return .ready
                case .line(let words), .reader(let words): return .lost(words)
                }
            }
        }
        return .lost(SDTDecoder.silent)
    }
}
