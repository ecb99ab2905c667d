import Foundation
import NIOCore
import TestKit
import Testing

@testable import Counterparties

/// Each fault as it is on the wire, heard through a plain socket.
struct WireFaultTests {
    let teller: Teller
    init() throws { teller = try Teller() }

    private func fault(_ fault: JSON) async throws {
        try await teller.control("POST", "faults", ["times": 1, "fault": fault])
    }

    private var tally: [Int?] { teller.tally("REG-1-1", "invEBillRegistration") }

    @Test func `without a fault the whole answer comes, as long as it says`() async throws {
        try await Caller.calling(teller) { caller in
            let heard = try await caller.say([Caller.registration])
            #expect(heard.head.hasPrefix("HTTP/1.1 200 OK"))
            #expect(heard.body.count == heard.length)
            let answer = try Teller.open(heard.body)
            #expect(answer.code == "S0000" && answer.isSigned)
            #expect(answer["pictureUrl"].hasPrefix("http://platform:9100/medical-web/bill?"))
        }
    }

    @Test func `a connection is kept and requests on it are answered in order`() async throws {
        try await Caller.calling(teller) { caller in
            let first = Caller.bytes("invEBillRegistration", Forms.registration, closing: false)
            let second = Caller.bytes(
                "invoiceEBillOutpatient", Forms.registration.with("busType", "02"))
            let heard = try await caller.say([first + second])
            let length = try #require(heard.length)
            #expect(try Teller.open(Array(heard.body.prefix(length))).code == "S0000")
            let rest = Caller.Heard(bytes: Array(heard.body.dropFirst(length)))
            #expect(try Teller.open(rest.body).code == "E0005")
        }
    }

    @Test func `a request may come byte by byte`() async throws {
        try await Caller.calling(teller) { caller in
            let heard = try await caller.say(Caller.registration.map { [$0] })
            #expect(try Teller.open(heard.body).code == "S0000")
        }
    }

    @Test func `a caller who waits for leave to send its body gets it`() async throws {
        try await Caller.calling(teller) { caller in
            let request = Caller.bytes(
                "invEBillRegistration", Forms.registration, more: "Expect: 100-continue\r\n")
            let heard = try await caller.say([request])
            #expect(heard.head == "HTTP/1.1 100 Continue")
            #expect(String(decoding: heard.body, as: UTF8.self).hasPrefix("HTTP/1.1 200 OK"))
        }
    }

    @Test func `hang: nothing comes and the connection stays`() async throws {
        try await fault("hang")
        try await Caller.calling(teller) { caller in
            let heard = try await caller.say(
                [Caller.registration], deadline: .milliseconds(1500))
            #expect(heard.bytes.isEmpty && !heard.hasEnded)
            #expect(tally == [1, 0])
        }
    }

    @Test(arguments: [("drop", 0), ("dropAfterCommit", 1)])
    func `drop: nothing comes and the connection ends`(word: String, accepted: Int) async throws {
        try await fault(.string(word))
        try await Caller.calling(teller) { caller in
            let heard = try await caller.say([Caller.registration])
            #expect(heard.bytes.isEmpty && heard.hasEnded)
            #expect(tally == [1, accepted])
        }
    }

    @Test func `half: the length is promised and half of it comes`() async throws {
        try await fault("half")
        try await Caller.calling(teller) { caller in
            let heard = try await caller.say([Caller.registration])
            let length = try #require(heard.length)
            #expect(heard.body.count == length / 2 && heard.hasEnded)
            #expect(tally == [1, 1])
        }
    }

    @Test func `slow: bytes come one by one at the pace asked for`() async throws {
        try await fault(["slow": 100])
        try await Caller.calling(teller) { caller in
            let start = ContinuousClock.now
            let heard = try await caller.say([Caller.registration]) { $0.bytes.count >= 21 }
            // Before the 21st byte there are twenty pauses of 10 ms.
            #expect(ContinuousClock.now - start >= .milliseconds(200))
            #expect(heard.bytes.count < 200 && heard.text.hasPrefix("HTTP/1.1 200 OK"))
        }
    }

    @Test func `answerTwice: the same answer comes twice`() async throws {
        try await fault("answerTwice")
        try await Caller.calling(teller) { caller in
            let heard = try await caller.say([Caller.registration])
            let half = heard.bytes.count / 2
            #expect(heard.bytes.prefix(half) == heard.bytes.suffix(half) && heard.hasEnded)
            #expect(try Teller.open(Array(heard.body.prefix(heard.length ?? 0))).code == "S0000")
            #expect(tally == [1, 1])
        }
    }

    struct Substitute: Sendable {
        let fault: JSON
        let words: [String]
    }

    static let substitutes = [
        Substitute(fault: "html", words: ["HTTP/1.1 200 OK", "text/html", "<html>"]),
        Substitute(fault: ["status": 500], words: ["HTTP/1.1 500 Internal Server Error"]),
        Substitute(fault: ["status": 503], words: ["HTTP/1.1 503 Service Unavailable"]),
        Substitute(
            fault: ["status": 429, "retryAfter": 5],
            words: ["HTTP/1.1 429 Too Many Requests", "Retry-After: 5\r\n"]),
        Substitute(
            fault: ["redirect": "http://127.0.0.1:1/x"],
            words: ["HTTP/1.1 301 ", "Location: http://127.0.0.1:1/x\r\n"]),
    ]

    @Test(arguments: substitutes)
    func `what a proxy says comes in place of an answer, and nothing is done`(
        item: Substitute
    ) async throws {
        try await fault(item.fault)
        try await Caller.calling(teller) { caller in
            let heard = try await caller.say([Caller.registration])
            for word in item.words { #expect(heard.text.contains(word)) }
            #expect(heard.body.count == heard.length)
            #expect(tally == [1, 0])
        }
    }

    @Test func `garbage: 200, and bytes that are no JSON`() async throws {
        try await fault("garbage")
        try await Caller.calling(teller) { caller in
            let heard = try await caller.say([Caller.registration])
            #expect(heard.head.hasPrefix("HTTP/1.1 200 OK"))
            #expect(throws: JSON.Malformed.self) { try JSON(parsing: heard.body) }
            #expect(tally == [1, 0])
        }
    }

    @Test(arguments: [("delayBeforeCommit", 0), ("delayAfterCommit", 1)])
    func `a delay is before or after what was asked is done`(
        word: String, accepted: Int
    ) async throws {
        try await fault([word: 1])
        try await Caller.calling(teller) { caller in
            async let answer = caller.say([Caller.registration])
            try await Patience.until("the request has arrived and is held") {
                tally == [1, accepted]
            }
            let start = ContinuousClock.now
            let heard = try await answer
            #expect(ContinuousClock.now - start >= .milliseconds(500))
            #expect(try Teller.open(heard.body).code == "S0000")
            #expect(tally == [1, 1])
        }
    }

    @Test func `a late answer is later than the usual patience, after what was asked is done`()
        throws
    {
        var conduct = Conduct()
        try Fault("lateAnswer").apply(to: &conduct)
        #expect(conduct.delayAfter > 30 && conduct.commits)
        try Fault(["lateAnswer": 3]).apply(to: &conduct)
        #expect(conduct.delayAfter == 3)
    }

    @Test func `what is too large is refused before it is all here`() async throws {
        try await Caller.calling(teller) { caller in
            let head =
                "POST /medical-web/api/medical/x HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n"
            let chunk = [UInt8](repeating: 0x20, count: Conversation.bodyLimit + 1)
            let heard = try await caller.say([Array(head.utf8), chunk]) { !$0.bytes.isEmpty }
            #expect(heard.head.hasPrefix("HTTP/1.1 413"))
        }
    }

    @Test func `what is no HTTP is hung up on`() async throws {
        try await Caller.calling(teller) { caller in
            let heard = try await caller.say([Array("你好\r\n\r\n".utf8)])
            #expect(heard.hasEnded)
        }
    }
}
