import Foundation
import Hub
import Synchronization
import Wires

/// The other side of an example: hears calls, and answers what the example says.
final class ScriptedHTTP: HTTPWire {
    private struct Script {
        var hears: [Example.Heard] = []
        var calls: [HTTPCall] = []
    }

    private let script = Mutex(Script())

    /// Begins the next conversation.
    func play(_ hears: [Example.Heard]) {
        script.withLock { $0 = Script(hears: hears) }
    }

    /// What was said since then.
    var calls: [HTTPCall] { script.withLock { $0.calls } }

    /// Whether there is still something to be heard.
    var goesOn: Bool { script.withLock { !$0.hears.isEmpty } }

    func exchange(_ call: HTTPCall, within limit: Duration) async throws -> HTTPAnswer {
        let heard = script.withLock { script -> Example.Heard? in
            script.calls.append(call)
            return script.hears.isEmpty ? nil : script.hears.removeFirst()
        }
        switch heard {
        case .answer(let answer): return answer
        case .silence: throw WireError(.unanswered, whom: "the example", reason: "silence")
        case .closed, nil: throw WireError(.unsent, whom: "the example", reason: "closed")
        }
    }
}

/// Evidence that nobody reads.
struct Shredder: Evidence {
    func intend(_ request: String, number: String?) async throws -> Int { 0 }
    func heard(_ answer: String, of exchange: Int) async throws {}
    func failed(_ error: WireError, of exchange: Int) async throws {}
}
