import Hospital

/// Turns the content of messages into what travels, and back.
///
/// Some provinces encrypt it (SM4, with an SM2 signature in `cainfo`); the keys are their own.
public protocol PayloadCodec: Sendable {
    /// The envelope as it is to be sent.
    func sealed(_ envelope: [String: JSON]) throws -> [String: JSON]
    /// The answer with its `output` in the open.
    func opened(_ answer: JSON) throws -> JSON
}

/// Nothing is hidden.
public struct PlainJSON: PayloadCodec {
    public init() {}

    public func sealed(_ envelope: [String: JSON]) -> [String: JSON] { envelope }
    public func opened(_ answer: JSON) -> JSON { answer }
}
