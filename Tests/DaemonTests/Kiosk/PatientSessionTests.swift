import Foundation
import HTTPTypes
import Hospital
import Lab
import Storage
import Testing

@testable import Daemon

/// Who has shown a card at a kiosk, for how long, and what nobody else learns of them.
struct PatientSessionTests {
    @Test func `§1.3.5 a card opens a session, and questions are asked for its patient`()
        async throws
    {
        try await BillHall().open { pages in
            let shown = try await pages[0].show("6200000001")
            #expect(shown.status == 201)
            #expect(shown.text("name") == "单*明")
            #expect(shown.text("expiresAt") == "2026-11-22T08:01:00+08:00")
            #expect(!shown.json.text.contains("单晓明") && !shown.json.text.contains("P1"))
            let session = try #require(shown.text("session"))
            let answer = try await pages[0].ask("bills.unprinted", session: session)
            #expect(answer.status == 200 && answer.text("patient") == "P1")
        }
    }

    @Test func `§1.3.5 an ID card opens one too, and no number that stands on papers`()
        async throws
    {
        try await BillHall().open { pages in
            let shown = try await pages[0].show("35010219900307002x")
            #expect(shown.text("name") == "李*")
            // A patient's own number and a visit's are on every sheet of paper.
            #expect(try await pages[0].show("P1").problem == "unknown-card")
            #expect(try await pages[0].show("").problem == "bad-card")
        }
    }

    @Test func `a kiosk without a session asks nothing about anybody`() async throws {
        try await BillHall().open { pages in
            for session in [nil, "", "0000"] {
                let answer = try await pages[0].ask("bills.unprinted", session: session)
                #expect(answer.status == 403, "\(session ?? "none")")
                #expect(try await pages[0].print(session: session).status == 403)
            }
        }
    }

    @Test func `a session is of no use at another kiosk`() async throws {
        try await BillHall().open(["K1", "K2"]) { pages in
            let session = try await pages[0].session()
            #expect(try await pages[1].ask("bills.unprinted", session: session).status == 403)
            #expect(try await pages[1].print(session: session).status == 403)
            let there = try await pages[1].send(
                .post, "/api/v1/kiosks/K1/patient", #"{"card":"6200000001"}"#)
            #expect(there.problem == "forbidden")
            #expect(try await pages[0].ask("bills.unprinted", session: session).status == 200)
        }
    }

    @Test func `a session ends a minute after its last use`() async throws {
        let hall = try await BillHall()
        try await hall.open { pages in
            let session = try await pages[0].session()
            hall.clock.advance(by: 59)
            let still = try await pages[0].send(
                .put, "/api/v1/kiosks/K1/patient", "{}", session: session)
            #expect(still.text("expiresAt") == "2026-11-22T08:01:59+08:00")
            hall.clock.advance(by: 59)
            #expect(try await pages[0].ask("bills.unprinted", session: session).status == 200)
            hall.clock.advance(by: 60)
            let late = try await pages[0].ask("bills.unprinted", session: session)
            #expect(late.problem == "patient-session-over")
        }
    }

    @Test func `a session ends when another card is swiped, or a number is taken, or at sign-out`()
        async throws
    {
        try await BillHall().open { pages in
            let first = try await pages[0].session()
            let second = try await pages[0].session("6200000002")
            #expect(try await pages[0].ask("bills.unprinted", session: first).status == 403)
            _ = try await pages[0].send(
                .post, "/api/v1/swipes", #"{"kiosk":"K1","card":"6200000001"}"#)
            #expect(try await pages[0].ask("bills.unprinted", session: second).status == 403)
            let third = try await pages[0].session()
            // Even a card nobody knows: somebody else stands there.
            #expect(try await pages[0].show("999999").status == 404)
            #expect(try await pages[0].ask("bills.unprinted", session: third).status == 403)
            let fourth = try await pages[0].session()
            let left = try await pages[0].send(
                .delete, "/api/v1/kiosks/K1/patient", "{}", session: fourth)
            #expect(left.status == 204)
            // A farewell that comes late ends no newer session.
            let fifth = try await pages[0].session()
            _ = try await pages[0].send(
                .delete, "/api/v1/kiosks/K1/patient", "{}", session: fourth)
            #expect(try await pages[0].ask("bills.unprinted", session: fifth).status == 200)
            #expect(try await pages[0].ask("bills.unprinted", session: fourth).status == 403)
        }
    }

    @Test func `where the hospital asks, the last four of the ID number prove the card`()
        async throws
    {
        try await BillHall(need: "cardAndIDNumber").open { pages in
            func prove(_ pending: String?, _ proof: String) async throws -> KioskPage.Reply {
                try await pages[0].send(
                    .post, "/api/v1/kiosks/K1/patient",
                    #"{"pending":"\#(pending ?? "")","proof":"\#(proof)"}"#)
            }
            let asked = try await pages[0].show("6200000002")
            #expect(asked.status == 403 && asked.problem == "proof-needed")
            #expect(asked.text("session") == nil && asked.text("name") == nil)
            let wrong = try await prove(asked.text("pending"), "0012")
            #expect(wrong.problem == "wrong-proof")
            // A wrong one costs the swipe.
            #expect(
                try await prove(asked.text("pending"), "002X").problem == "patient-session-over")
            let again = try await pages[0].show("6200000002")
            #expect(try await prove(again.text("pending"), "002x").text("name") == "李*")
            // The ID card itself is proof, and who has none goes to a window.
            #expect(try await pages[0].show("350102199003070012").status == 201)
            #expect(try await pages[0].show("6200000003").problem == "no-id-number")
        }
    }

    @Test func `nobody guesses their way in: six misses shut the kiosk for ten minutes`()
        async throws
    {
        let hall = try await BillHall()
        try await hall.open { pages in
            for number in 1...6 {
                let guess = try await pages[0].show("77000000\(number)")
                #expect(guess.status == 404)
            }
            #expect(try await pages[0].show("6200000001").problem == "too-many-cards")
            hall.clock.advance(by: 601)
            #expect(try await pages[0].show("6200000001").status == 201)
        }
    }

    @Test func `a reader of the daemon's own opens a session only while the page awaits one`()
        async throws
    {
        let hall = try await BillHall()
        try await hall.open { pages in
            #expect(!hall.house.patients.awaitsCards(at: "K1"))
            let purpose = try await pages[0].send(
                .put, "/api/v1/kiosks/K1/purpose", #"{"purpose":"bills"}"#)
            #expect(purpose.status == 204)
            #expect(hall.house.patients.awaitsCards(at: "K1"))
            #expect(!hall.house.patients.awaitsCards(at: "K2"))
            hall.clock.advance(by: 60)
            #expect(!hall.house.patients.awaitsCards(at: "K1"))
        }
    }

    @Test func `sessions and swiped cards are never spelled out`() async throws {
        let sessions = PatientSessions(now: { Date(timeIntervalSince1970: 0) })
        let patient = Patient(id: "P1", name: "单晓明", cards: ["6200000001"])
        let session = sessions.open(patient, at: "K1").session
        var dumped = ""
        dump(session, to: &dumped)
        for text in ["\(session)", String(reflecting: session), dumped] {
            #expect(!text.contains("P1") && !text.contains("单"))
        }
    }
}
