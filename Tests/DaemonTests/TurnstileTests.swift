import Testing

@testable import Daemon

struct TurnstileTests {
    @Test func `an address gets its share and no more, and again with time`() {
        let turnstile = Turnstile(perSecond: 10)
        let now = ContinuousClock.now
        let lets = (0..<30).map { _ in turnstile.lets("10.0.0.1", at: now) }
        #expect(lets.count { $0 } == 20)
        #expect(turnstile.lets("10.0.0.2", at: now))
        #expect(!turnstile.lets("10.0.0.1", at: now))
        #expect(turnstile.lets("10.0.0.1", at: now + .milliseconds(110)))
    }
}
