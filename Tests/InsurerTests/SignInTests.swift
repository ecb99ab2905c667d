import Foundation
import Hospital
import Synchronization
import Testing
import Wires

@testable import Insurer

/// The number of the day's sign-in (9001; interface §2, §8).
struct SignInTests {
    private func bench(at now: @escaping @Sendable () -> Date = { Bench.moment }) throws -> Bench {
        try Bench({ $0.signsIn = true }, at: now)
    }

    private func signed(_ number: String) -> ScriptedPlatform.Says {
        .ok(#"{"signinoutb":{"sign_time":"2025-01-01 08:30:00","sign_no":"\#(number)"}}"#)
    }

    private func told(_ bench: Bench) throws -> [String] {
        try bench.wire.bodies.map { "\($0.text("infno") ?? "") \($0.text("sign_no") ?? "-")" }
    }

    @Test func `one sign-in serves the calls of a day, and a new day needs a new one`()
        async throws
    {
        let clock = Mutex(Bench.moment)
        let read: @Sendable () -> Date = { clock.withLock { $0 } }
        let bench = try bench(at: read)
        bench.wire.say(signed("N1"), .ok(), .ok(), signed("N2"), .ok())
        _ = try await bench.ask()
        _ = try await bench.ask()
        // 23:59:59 is the same day in Shanghai; a second later is not.
        clock.withLock { $0 += 15.5 * 3600 }
        _ = try await bench.ask()
        #expect(try told(bench) == ["9001 -", "4103 N1", "4103 N1", "9001 -", "4103 N2"])
    }

    @Test func `a call refused for its sign-in goes once more, with new numbers`() async throws {
        let bench = try bench()
        bench.wire.say(signed("N1"), .no("[E03]签到编号已失效"), signed("N2"), .ok(#"{"a":"1"}"#))
        let answer = try await bench.ask()
        #expect(answer.reply == .success(["a": "1"]))
        #expect(try told(bench) == ["9001 -", "4103 N1", "9001 -", "4103 N2"])
        #expect(Set(try bench.wire.bodies.compactMap { $0.text("msgid") }).count == 4)
    }

    @Test func `a call refused for its sign-in twice is refused`() async throws {
        let bench = try bench()
        bench.wire.say(signed("N1"), .no("请先签到"), signed("N2"), .no("请先签到"), .ok())
        guard case .failure = try await bench.ask().reply else {
            Issue.record("not refused")
            return
        }
        #expect(bench.wire.calls.count == 4)
    }

    @Test func `without a sign-in nothing is sent, and nothing is in doubt`() async throws {
        for says in [ScriptedPlatform.Says.error(.unanswered), .body(502, ""), .ok("{}")] {
            let bench = try bench()
            bench.wire.say(says)
            guard case .unsent = try await bench.ask().reply else {
                Issue.record("\(says)")
                return
            }
            #expect(try told(bench) == ["9001 -"])
        }
    }

    @Test func `where nobody signs in, no number is sent`() async throws {
        let bench = try Bench()
        bench.wire.say(.no("请先签到"))
        _ = try await bench.ask()
        #expect(try told(bench) == ["4103 -"])
    }
}
