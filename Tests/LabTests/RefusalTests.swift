import Lab
import Testing

struct RefusalTests {
    static let all: [Refusal] = [
        .unknownTicket, .unknownWindow("3"), .unknownQueue("Z"), .alreadyQueued("secret"),
        .windowBusy("3", label: "A083"), .nobodyCalled("3"), .nobodyWaiting, .manualMode("3"),
        .calledElsewhere(label: "A083", "3"), .notWaiting(label: "A083", .resting),
        .pinnedElsewhere(label: "A083", "3"), .queueNotServed("A", "3"),
        .noMoreCalls(label: "A083", limit: 3), .nothingToUndo("3"),
        .tooLate(label: "A083", .drawing),
    ]

    @Test(arguments: all)
    func `every refusal says what, why and what to do, in two languages`(refusal: Refusal) {
        for words in [refusal.words, refusal.remedy] {
            #expect(words.zh.hasSuffix("。") && words.en.hasSuffix("."))
            #expect(words.zh.unicodeScalars.contains { $0.value > 0x4E00 })
            #expect(words.en.unicodeScalars.allSatisfy { $0.isASCII })
            #expect(!words.zh.contains("secret") && !words.en.contains("secret"))
        }
        #expect(refusal.code.allSatisfy { $0.isLowercase || $0 == "-" })
    }

    @Test func `no two refusals share a code`() {
        #expect(Set(Self.all.map(\.code)).count == Self.all.count)
    }
}
