import Foundation

/// A request that arrived, whatever became of it.
struct Receipt: Codable, Sendable {
    /// Counted from 1.
    let number: Int
    let at: Date
    let service: String
    let campus: String
    /// The business number it is about, as far as it could be read.
    let busNo: String
    /// The content, where it could be read.
    let content: String
    let noise: String
    /// Members no field of the service is called by.
    let unknown: [String]
    /// Empty where a fault kept it from being looked at.
    var outcomes: [Outcome] = []

    struct Outcome: Codable, Sendable {
        let code: String
        let at: Date
    }

    /// When what it asked was done.
    var acceptedAt: Date? { outcomes.first { $0.code == "S0000" }?.at }
}

/// What differs between sites, and is switched by hand (interface §5.1).
struct Switches: Codable, Sendable, Equatable {
    /// Whether voiding the paper reverses the electronic bill too.
    var invalidPaperAlsoReverses = true
    /// Whether asking for the state of a reversed bill fails.
    var stateQueryFailsWhenReversed = false
    /// Whether the same JSON is taken as text/plain, as one kiosk page sends it.
    var acceptsTextPlain = false
    /// Whether answers have a picture for the internet too.
    var givesNetPictures = true
    var edition = Edition.latest
}
