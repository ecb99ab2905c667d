import Foundation
import Hospital
import Hub
import Lab
import Testing
import Wires

/// Every connector, held to every example it gives.
struct ExampleTests {
    @Test(arguments: Subject.all)
    func `there are examples, and the connector wants each one's event`(subject: Subject) throws {
        #expect(!subject.type.examples.isEmpty)
        #expect(Set(subject.type.examples.map(\.name)).count == subject.type.examples.count)
        for example in subject.type.examples {
            let event = try HISEvent.decode(Data(example.event.utf8), campuses: nil)
            #expect(subject.type.wants.contains(event.kind), "\(example.name)")
        }
    }

    @Test(arguments: Promise.all)
    func `it sends, hears and ends as its example says`(promise: Promise) async throws {
        let stage = try Stage(promise.type)
        for earlier in promise.example.after { try await perform(earlier, on: stage) }
        let ends = try await perform(promise.example, on: stage)
        let said = try stage.wire.calls.map { try promise.type.reading($0.body) }
        #expect(said.count == promise.example.sends.count, "\(said)")
        for (said, expected) in zip(said, promise.example.sends) {
            #expect(said.lacks(of: expected) == [], "\(said)")
        }
        #expect(!stage.wire.goesOn, "it did not listen to all")
        #expect(ends.count == promise.example.ends.count, "\(ends)")
        for (end, expected) in zip(ends, promise.example.ends) {
            #expect(end.isAs(expected), "\(end)")
        }
        for reason in ends.compactMap(\.reason) {
            let words = promise.type.reasons.words(reason)
            #expect(words.en == reason)
            #expect(words.zh.contains(/\p{Han}/), "no Chinese for: \(reason)")
        }
    }

    @discardableResult
    private func perform(_ example: Example, on stage: Stage) async throws -> [Outcome.Verdict] {
        for earlier in example.after where stage.wire.calls.isEmpty {
            try await perform(earlier, on: stage)
        }
        stage.wire.play(example.hears)
        var ends: [Outcome.Verdict] = []
        for delivery in try await stage.plan(example.event) {
            ends.append(try await stage.carry(delivery))
        }
        return ends
    }
}

extension JSON {
    /// Paths at which this has not what `expected` says; members it does not name may be anything.
    func lacks(of expected: JSON, at path: String = "") -> [String] {
        switch (self, expected) {
        case (.object(let mine), .object(let wanted)):
            return wanted.sorted { $0.key < $1.key }.flatMap { name, value in
                mine[name].map { $0.lacks(of: value, at: "\(path).\(name)") } ?? ["\(path).\(name)"]
            }
        case (.array(let mine), .array(let wanted)):
            guard mine.count == wanted.count else { return ["\(path) has \(mine.count)"] }
            return zip(mine, wanted).enumerated().flatMap { index, pair in
                pair.0.lacks(of: pair.1, at: "\(path)[\(index)]")
            }
        default: return self == expected ? [] : [path]
        }
    }
}

extension Outcome.Verdict {
    var reason: String? {
        switch self {
        case .delivered, .wait: nil
        case .retry(let reason), .refused(let reason), .unknown(let reason): reason
        }
    }

    /// The same verdict, its reason containing the expected one.
    func isAs(_ expected: Self) -> Bool {
        switch (self, expected) {
        case (.delivered, .delivered): true
        case (.wait(let mine), .wait(let wanted)): mine == wanted
        case (.retry(let mine), .retry(let wanted)), (.refused(let mine), .refused(let wanted)),
            (.unknown(let mine), .unknown(let wanted)):
            wanted.isEmpty || mine.contains(wanted)
        default: false
        }
    }
}
