import Logging

/// A log that a test reads.
struct Recorder: LogHandler {
    let ledger: Ledger
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .info

    init(ledger: Ledger) { self.ledger = ledger }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) { ledger.note("\(event.level) \(event.message)") }
}
