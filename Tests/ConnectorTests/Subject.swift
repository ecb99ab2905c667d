import Hub
import Testing

@testable import Daemon

/// A connector under examination; told by its name in the results.
struct Subject: Sendable, CustomTestStringConvertible {
    let type: any Connector.Type

    var testDescription: String { type.name }

    /// The hospital's, and one of the tests' own that shows each part of the contract.
    static let all = (Roster.all + [CourierConnector.self]).map { Subject(type: $0) }
}

/// One example of one connector.
struct Promise: Sendable, CustomTestStringConvertible {
    let type: any Connector.Type
    let example: Example

    var testDescription: String { "\(type.name): \(example.name)" }

    static let all = Subject.all.flatMap { subject in
        subject.type.examples.map { Promise(type: subject.type, example: $0) }
    }
}
