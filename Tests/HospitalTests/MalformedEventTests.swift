import Foundation
import Testing

@testable import Hospital

/// A good event with one thing changed, and what is said of it.
struct Mistake: CustomTestStringConvertible {
    let good: String
    let from: String
    let to: String
    let member: String
    let problem: HISEvent.Malformed.Problem

    init(
        _ good: String, _ from: String, _ to: String, _ member: String,
        _ problem: HISEvent.Malformed.Problem
    ) {
        self.good = good
        self.from = from
        self.to = to
        self.member = member
        self.problem = problem
    }

    var testDescription: String { "\(member): \(problem)" }

    static let at = "2026-11-22T07:31:00+08:00"
    static let urgency = #""urgency":"routine""#
    static let envelopes = [
        Mistake(paid, #""id":"e2","#, "", "id", .missing),
        Mistake(paid, #""e2""#, "null", "id", .missing),
        Mistake(paid, #""e2""#, #""  ""#, "id", .empty),
        Mistake(paid, #""e2""#, "2", "id", .wrongKind(.text)),
        Mistake(paid, "e2", String(repeating: "e", count: 65), "id", .tooLong(limit: 64)),
        Mistake(paid, "e2", #"e\u0000"#, "id", .controlCharacter),
        Mistake(paid, "e2", #"e\u202e"#, "id", .controlCharacter),
        Mistake(paid, "order.paid", "order.eaten", "type", .unknownType("order.eaten")),
        Mistake(paid, #""type":"order.paid","#, "", "type", .missing),
        Mistake(
            paid, #""benbu""#, #""mars""#, "campus",
            .unknownCampus("mars", known: ["benbu", "jinshan"])),
        Mistake(paid, "+08:00", "", "at", .noOffset),
        Mistake(paid, at, "yesterday", "at", .notAMoment),
        Mistake(paid, at, "2026-02-30T07:31:00+08:00", "at", .notAMoment),
        Mistake(paid, at, "2026-11-22T24:31:00+08:00", "at", .notAMoment),
        Mistake(paid, at, "2026-11-22T07:31:00+0800", "at", .notAMoment),
        Mistake(paid, #""data":{"#, #""data":[],"x":{"#, "data", .wrongKind(.object)),
        Mistake(paid, #""data":{"#, #""x":{"#, "data", .missing),
    ]
    static let data = [
        Mistake(paid, #""patient":"P1","#, "", "data.patient", .missing),
        Mistake(paid, #""P1""#, #""""#, "data.patient", .empty),
        Mistake(paid, urgency, #""urgency":"soon""#, "data.urgency", .unknownUrgency("soon")),
        Mistake(paid, urgency, #""urgency":"timed""#, "data.minutes", .missing),
        Mistake(paid, urgency, #""urgency":"timed","minutes":[]"#, "data.minutes", .empty),
        Mistake(
            paid, urgency, #""urgency":"timed","minutes":[0,60,60]"#, "data.minutes",
            .minutesNotAscending),
        Mistake(
            paid, urgency, #""urgency":"timed","minutes":[-1,60]"#, "data.minutes[0]",
            .minutesOutOfRange(limit: 1440)),
        Mistake(
            paid, urgency, #""urgency":"timed","minutes":[0,9223372036854775807]"#,
            "data.minutes[1]", .minutesOutOfRange(limit: 1440)),
        Mistake(
            paid, urgency, #""urgency":"timed","minutes":["0"]"#, "data.minutes[0]",
            .wrongKind(.number)),
        Mistake(
            paid, #"[{"code":"CBC","name":"血常规","tube":"purple"}]"#, "[]", "data.items", .empty),
        Mistake(
            paid, #""items":["#, #""items":["# + String(repeating: #"{"code":"X"},"#, count: 200),
            "data.items", .tooMany(limit: 200)),
        Mistake(paid, #""code":"CBC","#, "", "data.items[0].code", .missing),
        Mistake(
            registered, "单晓明", String(repeating: "单", count: 129), "data.name",
            .tooLong(limit: 128)),
        Mistake(registered, "1990-03-07", "1990-3-7", "data.birthDate", .notADate),
        Mistake(registered, "1990-03-07", "1990-02-29", "data.birthDate", .notADate),
        Mistake(
            registered, "6200000001", String(repeating: "6", count: 10_000), "data.cards[0]",
            .tooLong(limit: 64)),
        Mistake(
            registered, #""cards":["6200000001"]"#, #""cards":"6""#, "data.cards", .wrongKind(.list)
        ),
        Mistake(
            registered, "350102199003070012", #"35\n0102"#, "data.documents[0].number",
            .controlCharacter),
        Mistake(verified, #""6.1""#, "[6.1]", "data.items[0].value", .wrongKind(.textOrNumber)),
        Mistake(verified, #""6.1""#, #""6\u00011""#, "data.items[0].value", .controlCharacter),
    ]
}

struct MalformedEventTests {
    @Test(arguments: Mistake.envelopes + Mistake.data)
    func `a wrong member is named, with what it should be`(mistake: Mistake) {
        #expect(mistake.good.contains(mistake.from))
        #expect(throws: HISEvent.Malformed(member: mistake.member, problem: mistake.problem)) {
            try decode(mistake.good.replacing(mistake.from, with: mistake.to))
        }
    }

    @Test(arguments: [
        "", "{", "null", "[]", "\u{0}", "{\"id\":1e999}", String(repeating: "[", count: 100_000),
    ])
    func `a body that is no object is refused`(body: String) {
        #expect(throws: HISEvent.Malformed.self) { try decode(body) }
    }

    @Test func `bytes that are no text are refused`() {
        #expect(throws: HISEvent.Malformed.self) {
            try HISEvent.decode(Data([0x7B, 0xFF, 0xFE, 0x7D]), campuses: nil)
        }
    }

    @Test func `an error says it in both languages, and repeats no patient`() {
        let error = HISEvent.Malformed(member: "data.minutes", problem: .minutesNotAscending)
        #expect(error.zh == "事件的 data.minutes 不是递增的分钟数，应如 [0,60,120]")
        #expect(
            "\(error)"
                == "The event's data.minutes does not ascend; send minutes such as [0,60,120]")
        #expect {
            try decode(registered.replacing("1990-03-07", with: "350102199003070012"))
        } throws: { !"\($0)".contains("3501021990") }
    }

    @Test func `what is quoted in an error is short and printable`() throws {
        let word = #"x\u001b[31m"# + String(repeating: "y", count: 30)
        #expect {
            try decode(paid.replacing("order.paid", with: word))
        } throws: { error in
            (error as? HISEvent.Malformed)?.problem == .controlCharacter
        }
        let error = HISEvent.Malformed(
            member: "type", problem: .unknownType("\u{1B}" + String(repeating: "y", count: 99)))
        #expect(error.en.contains("'" + String(repeating: "y", count: 40) + "'"))
    }
}
