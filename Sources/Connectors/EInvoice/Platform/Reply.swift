import Foundation
import Hospital
import Wires

/// How the platform took one request, and with it what we may believe (interface §6).
enum Reply: Hashable, Sendable {
    /// S0000, with the message's members; empty where it was a plain word such as 成功.
    case success(JSON)
    /// The platform said no.
    case failure(Failure)
    /// Nothing left our side.
    case unsent(String)
    /// They asked us to come back.
    case later(Duration)
    /// They may have done it: no answer, or one that cannot be believed.
    case doubt(String)

    /// A no of the platform: its code and its words.
    struct Failure: Hashable, Sendable {
        let code: String
        let text: String
    }
}

extension Reply.Failure {
    /// What a no means; the platform's list of codes is not public, so all of it is [assumed].
    enum Meaning: Hashable, Sendable {
        /// E0005: this business number has a bill.
        case alreadyIssued
        /// E0007
        case notFound
        /// E0008, or the words that are known from the field.
        case alreadyReversed
        /// E0009: exchanged to paper that is still valid.
        case paperValid
        /// E0010
        case overRemainder
        /// E0003 (the noise came a second time: perhaps a copy of a request that was done),
        /// E9999: nobody knows.
        case unclear
        case refused
    }

    var meaning: Meaning {
        // The one text that is known from real sites.
        if text.contains("已冲销，不能冲销开票") { return .alreadyReversed }
        return switch code {
        case "E0003", "E9999": .unclear
        case "E0005": .alreadyIssued
        case "E0007": .notFound
        case "E0008": .alreadyReversed
        case "E0009": .paperValid
        case "E0010": .overRemainder
        default: .refused
        }
    }

    var sentence: String { "\(code) \(text)" }

    /// Without `secrets` (a name, a card) that the platform may have quoted.
    func hiding(_ secrets: [String]) -> Self {
        let hidden = secrets.filter { $0.count > 1 }
            .reduce(text) { $0.replacingOccurrences(of: $1, with: "***") }
        return Self(code: code, text: String(hidden.prefix(200)))
    }
}

extension Reply {
    /// Reads an answer to a request that we signed with `envelope`.
    init(_ answer: HTTPAnswer, for envelope: Envelope) {
        switch answer.status {
        case 200: break
        case 429:
            self = .later(answer.retryAfter ?? .seconds(30))
            return
        default:
            self = .doubt("the platform answered with HTTP status \(answer.status)")
            return
        }
        do throws(Envelope.Doubt) {
            let said = try envelope.opened(answer.body)
            guard said.result == "S0000" else {
                let failure = Failure(code: said.result, text: said.message)
                self = failure.meaning == .unclear ? .doubt(failure.sentence) : .failure(failure)
                return
            }
            let message = (try? JSON(parsing: Data(said.message.utf8))) ?? [:]
            self = .success(message)
        } catch {
            self = .doubt(error.reason)
        }
    }

    init(_ error: WireError) {
        self = error.kind == .unsent ? .unsent(error.description) : .doubt(error.description)
    }
}
