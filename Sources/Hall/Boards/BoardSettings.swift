import Lab

/// A screen in the hall and what it shows.
public struct BoardSettings: Codable, Sendable, Hashable, Identifiable {
    public enum Kind: String, Codable, Sendable {
        /// The last calls, who is next, how long it takes.
        case hall
        /// One window's call.
        case window
        /// Everyone who waits, by queue.
        case waiting
        /// Verified reports.
        case reports
    }

    public enum Theme: String, Codable, Sendable {
        case dark, light
    }

    public var id: String
    public var kind: Kind
    public var title: Words
    public var hall: HallID?
    public var window: WindowID?
    public var theme: Theme?
    /// Whether names are shown as 张*丰 (the default) or whole.
    public var masked: Bool?
    /// What a row of a report board tells the patient to do.
    public var prompt: Words?
    /// How long a row of a report board stays, in minutes.
    public var minutes: Int?

    public init(
        id: String, kind: Kind, title: Words, hall: HallID? = nil, window: WindowID? = nil,
        theme: Theme? = nil, masked: Bool? = nil, prompt: Words? = nil, minutes: Int? = nil
    ) {
        self.id = id
        self.kind = kind
        self.title = title
        self.hall = hall
        self.window = window
        self.theme = theme
        self.masked = masked
        self.prompt = prompt
        self.minutes = minutes
    }
}
