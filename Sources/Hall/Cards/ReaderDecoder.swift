import Lab

/// What a decoder makes of bytes and time.
enum ReaderOutput: Sendable, Equatable {
    /// To be written to the device.
    case send([UInt8])
    /// One read of a card or code, as the reader wrote it.
    case line([UInt8])
    case document(IDDocument)
    /// A card was there but gave no number; what to tell the patient.
    case misread(Words)
    /// The reader lives.
    case answered
    /// The reader is plugged in but does not work.
    case failed(Words)
}

/// The pure part of a reader: bytes and moments in, cards out; no device and no clock.
protocol ReaderDecoder {
    /// The device was just opened; nothing of before counts.
    mutating func opened(at now: ContinuousClock.Instant) -> [ReaderOutput]
    mutating func receive(_ bytes: [UInt8], at now: ContinuousClock.Instant) -> [ReaderOutput]
    /// Time has passed; harmless before `deadline`.
    mutating func tick(at now: ContinuousClock.Instant) -> [ReaderOutput]
    /// When `tick` is wanted next.
    var deadline: ContinuousClock.Instant? { get }
}
