import Foundation
import Lab

/// A card, ID card or code that a patient showed to a reader.
public struct CardRead: Sendable, Hashable {
    /// Which reader, by its name in the settings.
    public let reader: String
    public let kiosk: String
    /// The number to look up.
    public let key: String
    /// What the card says, where it was an ID card.
    public let document: IDDocument?
    public let at: Date

    public init(
        reader: String, kiosk: String, key: String, document: IDDocument? = nil, at: Date
    ) {
        self.reader = reader
        self.kiosk = kiosk
        self.key = key
        self.document = document
        self.at = at
    }
}

/// A card is never spelled out in a log.
extension CardRead: CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    public var description: String { "a card at \(reader) (\(CardNumber.masked(key)))" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(reflecting: description) }
}

/// How a reader is.
public enum ReaderState: Sendable, Hashable {
    case ready
    /// It works, but the last card could not be read; what the patient should do. Followed by
    /// `ready` with the next good card, or after 5 s.
    case misread(Words)
    /// Unplugged, silent or broken; it is tried again all the time.
    case lost(Words)
}
