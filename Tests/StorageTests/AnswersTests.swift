import Foundation
import Storage
import Testing

/// First answers, for those who ask again.
struct AnswersTests {
    private func begin(
        _ engine: any Engine, _ question: String, of caller: String = "his",
        at seconds: Double = 0
    ) async throws -> Answers.Standing {
        try await engine.write { transaction in
            try Answers.begin(
                "k1", of: caller, question: question, at: moment(seconds / 60), in: transaction)
        }
    }

    private static let answer = Answers.Answer(
        status: 200, mediaType: "application/pdf", name: "票据.pdf", body: Data([0, 255, 10]))

    @Test(arguments: EngineMaker.all)
    func `the first answer is given again, byte by byte`(maker: EngineMaker) async throws {
        try await maker.with { engine in
            #expect(try await begin(engine, "q") == .new)
            #expect(try await begin(engine, "q") == .underWay)
            try await engine.write {
                try Answers.keep(Self.answer, for: "k1", of: "his", in: $0)
            }
            #expect(try await begin(engine, "q", at: 3_600) == .answered(Self.answer))
            #expect(try await begin(engine, "other") == .another)
            #expect(try await begin(engine, "other", of: "app") == .new)
        }
    }

    @Test(arguments: EngineMaker.all)
    func `a key given back is new again, and a kept one cannot be given back`(
        maker: EngineMaker
    ) async throws {
        try await maker.with { engine in
            #expect(try await begin(engine, "q") == .new)
            try await engine.write { try Answers.forget("k1", of: "his", in: $0) }
            #expect(try await begin(engine, "q") == .new)
            try await engine.write {
                try Answers.keep(Self.answer, for: "k1", of: "his", in: $0)
                try Answers.forget("k1", of: "his", in: $0)
            }
            #expect(try await begin(engine, "q") == .answered(Self.answer))
        }
    }

    @Test(arguments: EngineMaker.all)
    func `after a day a key is free; one whose answerer died is taken over once`(
        maker: EngineMaker
    ) async throws {
        try await maker.with { engine in
            #expect(try await begin(engine, "q") == .new)
            #expect(try await begin(engine, "q", at: 100) == .underWay)
            #expect(try await begin(engine, "q", at: 200) == .new)
            #expect(try await begin(engine, "q", at: 201) == .underWay)
            try await engine.write {
                try Answers.keep(Self.answer, for: "k1", of: "his", in: $0)
            }
            #expect(try await begin(engine, "q", at: 200 + 86_401) == .new)
        }
    }
}
