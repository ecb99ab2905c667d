/// How long things may be: Unicode scalars for text, entries for lists.
public enum Bounds {
    public static let id = 64
    public static let name = 128
    public static let card = 64
    /// A reason, an address.
    public static let words = 500
    public static let value = 4_000
    public static let cards = 50
    public static let items = 200
    /// The lines of a bill: a long stay has thousands.
    public static let charges = 20_000
    public static let draws = 24
    /// A day: no later draw is asked for.
    public static let minutes = 1_440
    /// In fen: ten thousand million yuan, far beyond any bill and far from an overflow.
    public static let fen = 1_000_000_000_000
}
