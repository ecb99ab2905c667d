import Foundation
import Hospital
import Hub
import Lab
import Storage
import Testing
import Wires

@testable import Daemon

/// What the end of a try means: the rules of outcomes, one by one.
struct JudgementTests {
    private static let now = Date(timeIntervalSince1970: 1_795_303_800)

    private func delivery(
        _ step: Delivery.Step = .deliver, attempt: Int = 1, days: Double = 0
    ) -> Delivery {
        Delivery(
            id: 1, connector: "scripted", operation: "tell", lane: "scripted.main", key: nil,
            number: nil, version: nil, payload: .null, event: nil, state: .running, step: step,
            attempt: attempt, dueAt: Self.now, deadline: nil,
            createdAt: Self.now.addingTimeInterval(-days * 86_400), endedAt: nil, lastError: nil,
            epoch: 1)
    }

    private func judge(
        _ end: Judgement.End, _ delivery: Delivery, spoken: Bool = false, heard: Bool = false,
        isTrial: Bool = false, policy: LanePolicy = LanePolicy(), random: Double = 0
    ) -> (Acknowledgement.Ending, Acknowledgement.Sign) {
        Judgement(
            delivery: delivery, policy: policy, isTrial: isTrial,
            evidence: EvidenceBook.Summary(hasSpoken: spoken || heard, wasHeard: heard),
            now: Self.now, random: random
        ).ending(of: end)
    }

    private func step(_ ending: Acknowledgement.Ending) -> Delivery.Step? {
        switch ending {
        case .delivered: nil
        case .again(let step, _, _, _), .dead(let step, _): step
        }
    }

    private func isDead(_ ending: Acknowledgement.Ending) -> Bool {
        if case .dead = ending { true } else { false }
    }

    private struct Private: Error { let name = "单晓明" }

    @Test func `a wire that broke after the call left makes it a question`() {
        let unsent = WireError(.unsent, whom: "h:1", reason: "refused")
        let unanswered = WireError(.unanswered, whom: "h:1", reason: "hung up")
        #expect(step(judge(.threw(unsent), delivery(), spoken: true).0) == .deliver)
        #expect(step(judge(.threw(unanswered), delivery(), spoken: true).0) == .reconcile)
    }

    @Test func `a question that could not be asked is no answer`() {
        let unsent = WireError(.unsent, whom: "h:1", reason: "refused")
        #expect(step(judge(.threw(unsent), delivery(.reconcile), spoken: true).0) == .reconcile)
        // Even where the connector took it for "they have it not".
        let retry = Outcome.retry(because: "nothing was sent")
        #expect(step(judge(.outcome(retry), delivery(.reconcile), spoken: true).0) == .reconcile)
        #expect(step(judge(.outcome(retry), delivery(.reconcile), heard: true).0) == .deliver)
    }

    @Test func `time over is unknown once something was said, else it is tried again`() {
        #expect(step(judge(.late, delivery()).0) == .deliver)
        #expect(step(judge(.late, delivery(), spoken: true).0) == .reconcile)
        #expect(step(judge(.late, delivery(.reconcile)).0) == .reconcile)
        #expect(step(judge(.threw(CancellationError()), delivery(), spoken: true).0) == .reconcile)
        #expect(judge(.late, delivery()).1 == .failing)
    }

    @Test func `a connector that breaks after it spoke has perhaps been heard`() {
        #expect(step(judge(.threw(Private()), delivery()).0) == .deliver)
        #expect(step(judge(.threw(Private()), delivery(), heard: true).0) == .reconcile)
        #expect(judge(.threw(Private()), delivery()).1 == .none)
    }

    @Test func `an error of unknown origin is told by its kind, never by its words`() {
        guard case .again(_, _, _, let reason) = judge(.threw(Private()), delivery()).0 else {
            Issue.record("it was not to be tried again")
            return
        }
        #expect(reason == "Private")
    }

    private struct Plain: PlainError { let description = "add campuses.benbu to the settings" }

    @Test func `an error whose words are plain is told by them`() {
        guard case .again(_, _, _, let reason) = judge(.threw(Plain()), delivery()).0 else {
            Issue.record("it was not to be tried again")
            return
        }
        #expect(reason == "add campuses.benbu to the settings")
    }

    @Test func `a payload that cannot be read waits for a person at once`() {
        let (ending, sign) = judge(.threw(UnreadablePayload()), delivery())
        #expect(isDead(ending) && step(ending) == .deliver && sign == .none)
        let doubt = judge(.threw(UnreadablePayload()), delivery(.reconcile)).0
        #expect(isDead(doubt) && step(doubt) == .reconcile)
        #expect(step(judge(.threw(UnreadablePayload()), delivery(), spoken: true).0) == .reconcile)
    }

    @Test func `tries and days are counted, and end with the dead, the question kept`() {
        var policy = LanePolicy()
        policy.attempts = 3
        let retry = Judgement.End.outcome(.retry(because: "no"))
        let unknown = Judgement.End.outcome(.unknown(because: "?"))
        #expect(!isDead(judge(retry, delivery(attempt: 2), policy: policy).0))
        #expect(isDead(judge(retry, delivery(attempt: 3), policy: policy).0))
        let dead = judge(unknown, delivery(attempt: 3), policy: policy).0
        #expect(isDead(dead) && step(dead) == .reconcile)
        #expect(!isDead(judge(retry, delivery(attempt: 3, days: 6)).0))
        #expect(isDead(judge(retry, delivery(attempt: 3, days: 8)).0))
        // A delivery planned long ahead is not old at its first tries.
        #expect(!isDead(judge(retry, delivery(attempt: 2, days: 8)).0))
    }

    @Test func `whoever reads Chinese is told in Chinese why`() {
        var policy = LanePolicy()
        policy.attempts = 3
        let error = WireError(.unanswered, whom: "fund.lan:443", reason: "not within 30.0 seconds")
        let ends: [(Judgement.End, attempt: Int, days: Double)] = [
            (.late, 1, 0), (.late, 3, 0), (.late, 99, 0), (.outcome(.wait(.seconds(5))), 1, 0),
            (.threw(error), 1, 0), (.threw(error), 3, 0), (.threw(error), 3, 30),
            (.threw(UnknownOperation("tell")), 1, 0), (.threw(UnreadablePayload()), 1, 0),
        ]
        for (end, attempt, days) in ends {
            let ending = judge(
                end, delivery(attempt: attempt, days: days),
                policy: days > 0 ? LanePolicy() : policy
            ).0
            guard let reason = reason(ending) else {
                Issue.record("it was delivered: \(end)")
                continue
            }
            let chinese = ([:] as Reasons).words(reason).zh
            #expect(
                !chinese.replacing("fund.lan:443", with: "").contains(/[a-z]{5,}/), "\(chinese)")
        }
        #expect(
            ([:] as Reasons).words("given up after 3 tries: \(error)").zh
                == "已试 3 次，不再自动重试：fund.lan:443 没有应答：超过 30.0 秒")
    }

    private func reason(_ ending: Acknowledgement.Ending) -> String? {
        switch ending {
        case .delivered: nil
        case .again(_, _, _, let reason), .dead(_, let reason): reason
        }
    }

    @Test func `a trial of the breaker is not held against the delivery`() {
        var policy = LanePolicy()
        policy.attempts = 3
        let end = judge(
            .outcome(.retry(because: "503")), delivery(attempt: 3, days: 9), isTrial: true,
            policy: policy)
        guard case .again(.deliver, _, isCounted: false, _) = end.0 else {
            Issue.record("the delivery paid for the counterparty: \(end.0)")
            return
        }
    }

    @Test func `the back-off grows, ends, and is spread by up to a quarter`() {
        let policy = LanePolicy()
        for (attempt, seconds) in [(1, 5.0), (2, 30), (3, 120), (4, 600), (5, 600), (99, 600)] {
            #expect(policy.backOff(after: attempt, random: 0) == seconds)
            for random in stride(from: 0.0, to: 1, by: 0.13) {
                let time = policy.backOff(after: attempt, random: random)
                #expect((seconds..<seconds * 1.25).contains(time))
            }
        }
        #expect(policy.backOff(after: 2, random: 0.1) != policy.backOff(after: 2, random: 0.9))
        guard
            case .again(_, let moment, true, _) = judge(
                .outcome(.retry(because: "no")), delivery(attempt: 2), random: 0.5
            ).0
        else {
            Issue.record("it was not to be tried again")
            return
        }
        #expect(moment == Self.now.addingTimeInterval(30 * 1.125))
    }

    @Test func `an operation nobody knows is parked, not failed`() {
        let end = judge(.threw(UnknownOperation("tell")), delivery(attempt: 12))
        guard case .again(.deliver, let moment, isCounted: false, _) = end.0 else {
            Issue.record("it failed: \(end.0)")
            return
        }
        #expect(moment > Self.now)
        #expect(end.1 == .none)
    }

    @Test func `signs tell the breaker who is to blame`() {
        #expect(judge(.outcome(.delivered), delivery()).1 == .alive)
        #expect(judge(.outcome(.refused(because: "no")), delivery()).1 == .alive)
        // What we lack ourselves holds up one delivery, and never closes the door of all.
        #expect(judge(.outcome(.retry(because: "no patient yet")), delivery()).1 == .none)
        #expect(judge(.outcome(.retry(because: "503")), delivery(), heard: true).1 == .failing)
        #expect(judge(.outcome(.unknown(because: "?")), delivery(), spoken: true).1 == .failing)
        #expect(judge(.outcome(.wait(.seconds(1))), delivery(), heard: true).1 == .alive)
        // They answer our question, though they do not know yet.
        #expect(
            judge(.outcome(.unknown(because: "?")), delivery(.reconcile), heard: true).1 == .none)
    }
}
