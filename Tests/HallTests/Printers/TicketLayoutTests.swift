import Testing

@testable import Hall

struct TicketLayoutTests {
    private func texts(_ slip: Slip) -> [String] {
        TicketLayout(slip, in: .hospital).elements.compactMap {
            guard case .text(let text, _, _) = $0 else { return nil }
            return text
        }
    }

    @Test(arguments: [
        (870.0, 1_480.0, "约等 15–25 分钟"), (20.0, 50.0, "约等 1 分钟"),
        (600.0, 600.0, "约等 10 分钟"), (0.0, 61.0, "约等 1–2 分钟"),
    ])
    func `§6.1 the wait goes from the median to what eight of ten stay under`(
        median: Double, likely: Double, words: String
    ) {
        let slip = Slip.example(estimate: .init(median: median, likely: likely))
        #expect(texts(slip).contains(words))
    }

    @Test func `§6.1 whoever is next reads no number of people`() {
        let texts = texts(.example(ahead: 0))
        #expect(texts.contains("前面无人，请留意叫号"))
        #expect(!texts.contains { $0.contains("约等") || $0.contains("前面 0") })
    }

    @Test func `§6.1 without an estimate the ticket promises no time`() {
        let texts = texts(.example(estimate: nil))
        #expect(texts.contains("前面 12 人") && texts.contains("12 ahead of you"))
        #expect(!texts.contains { $0.contains("分钟") && $0.contains("约") })
    }

    @Test func `a ticket's description holds no name`() {
        #expect("\(Slip.example())" == "ticket A083")
    }
}
