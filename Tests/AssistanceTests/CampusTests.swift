import ConnectorKit
import Foundation
import Hospital
import Hub
import Storage
import Testing

@testable import Assistance

/// Two campuses, each with its account, its staff and its admissions.
struct CampusTests {
    private static let there = Caller.staff(.cashier, campus: "jinshan")

    @Test func `each campus asks as itself, in a lane of its own`() async throws {
        try await Clinic.open { clinic in
            try await clinic.admit(.assisted)
            try await clinic.admit(.insuredTwice, campus: "jinshan")
            let questions = try clinic.wire.questions
            #expect(Set(questions.compactMap { $0.text("campus") }) == ["benbu", "jinshan"])
            for question in questions {
                let code = question["body"]?.text("fixmedins_code") ?? "?"
                #expect(question.text("msgid")?.hasPrefix(code) == true)
            }
            let lanes = clinic.connectors.flatMap(\.lanes).map(\.name)
            #expect(lanes == ["assistance.benbu", "assistance.jinshan"])
        }
    }

    @Test func `staff see the admissions of their campus, and nothing of the other's`() async throws
    {
        try await Clinic.open { clinic in
            try await clinic.admit(.assisted)
            try await clinic.admit(.insuredTwice, campus: "jinshan")
            #expect(try await clinic.notice(.insuredTwice, as: Self.there)["notice"] != .null)
            await #expect(throws: Declined.unknownStay) {
                try await clinic.notice(.assisted, as: Self.there)
            }
            await #expect(throws: Declined.unknownStay) {
                try await clinic.save("C1", .assisted, as: Self.there)
            }
            await #expect(throws: Declined.unknownStay) {
                try await clinic.ask(
                    "assistance/deposit.notice", ["patient": "P1"], as: Self.there)
            }
            await #expect(throws: Declined.foreignCampus) {
                try await clinic.ask(
                    "assistance/deposit.notice", ["patient": "P1", "campus": "benbu"],
                    as: Self.there)
            }
            for text in ["单晓明", "ZY-Y-P1", "62000P1", Inpatient.assisted.number, "12"] {
                let rows = try await clinic.rows(
                    "assistance/deposit", query: ["text": text], as: Self.there)
                #expect(!rows.contains { $0.text("name") == "单晓明" })
            }
            await #expect(throws: Declined.unknownStay) {
                try await clinic.look(
                    "assistance/credential", query: ["stay": Inpatient.assisted.stay],
                    as: Self.there)
            }
            #expect(try await clinic.rows(of: "SELECT 1 FROM assistanceCredential").isEmpty)
        }
    }

    @Test func `a campus without an account has nobody to ask, and says so`() async throws {
        try await Clinic.open({ $0.campuses["jinshan"] = nil }) { clinic in
            try await clinic.admit(.assisted, campus: "jinshan")
            #expect(try clinic.wire.questions.isEmpty)
            await #expect(throws: Declined.noAccount("jinshan")) {
                try await clinic.notice(.assisted)
            }
        }
    }

    @Test func `one change's number may be used at both campuses`() async throws {
        try await Clinic.open { clinic in
            try await clinic.admit(.assisted)
            try await clinic.admit(.never, campus: "jinshan")
            #expect(try await clinic.save("C1", .assisted)["notice"] != .null)
            #expect(try await clinic.save("C1", .never).text("because") == "unflagged")
        }
    }
}
