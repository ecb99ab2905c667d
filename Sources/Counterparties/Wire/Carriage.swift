/// How an answer travels: as it should, or as one of the ways in which networks fail.
enum Carriage: Sendable, Hashable {
    /// All of it, once.
    case whole
    /// Nothing, ever; the connection stays open until the caller hangs up.
    case hang
    /// Nothing; the connection is closed.
    case drop
    /// The head and half the body, then the connection is closed.
    case half
    /// All of it, at so many bytes a second.
    case slow(bytesPerSecond: Double)
    /// All of it, twice over.
    case twice
}

/// An answer and how it travels.
struct Parcel: Sendable {
    var reply: Reply
    var carriage = Carriage.whole
}
