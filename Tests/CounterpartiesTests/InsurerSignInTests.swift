import Foundation
import Testing

@testable import Counterparties

/// The day's sign-in: 9001, where a region wants it.
struct InsurerSignInTests {
    let cashier: Cashier
    init() throws { cashier = try Cashier() }

    private func signIn(as campus: FundInstitution = Cashier.benbu) async throws -> JSON {
        let answer = try await cashier.ask(
            "9001", ["signIn": ["opter_no": "0001", "mac": "", "ip": ""]], as: campus)
        return answer.output["signinoutb"]?["sign_no"] ?? .null
    }

    private func code(_ number: JSON, as campus: FundInstitution = Cashier.benbu) async throws
        -> String
    {
        try await cashier.ask(
            "1101", InsurerForms.person("02", "350102197102020038"), as: campus,
            with: ["sign_no": number]
        ).code
    }

    @Test func `where sign-in is needed, only the day's own number of the campus lets in`()
        async throws
    {
        #expect(try await code("") == "0")
        try await cashier.control("POST", "switches", ["signInNeeded": true])
        #expect(try await code("") == "E03")
        let number = try await signIn()
        #expect(try await code(number) == "0")
        #expect(try await code("20261122083000999999") == "E03")
        #expect(try await code(number, as: Cashier.jinshan) == "E03")
        // 23:59:59 in Shanghai, then midnight.
        cashier.clock.advance(by: 15.5 * 3600 - 1)
        #expect(try await code(number) == "0")
        cashier.clock.advance(by: 1)
        #expect(try await code(number) == "E03")
        #expect(try await code(signIn()) == "0")
    }

    @Test func `who signs in says who it is`() async throws {
        for input in [[:], ["signIn": [:]], ["signIn": ["opter_no": ""]]] as [JSON] {
            #expect(try await cashier.ask("9001", input).code == "E01")
        }
    }
}
