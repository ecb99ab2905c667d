import ArgumentParser
import Daemon
import Foundation
import Storage

/// Makes and revokes badges: `labqueue token new`, `list`, `revoke`.
struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Make, list and revoke the tokens of devices and systems.",
        subcommands: [New.self, List.self, Revoke.self])

    struct New: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Make a token; it is shown once.")
        @OptionGroup var options: DataOptions
        @Option(help: "kiosk, window, triage, board, his, lis, app, integrator or admin.")
        var role: Token.Role
        @Option(help: "The one kiosk, window, hall or board it is for; everywhere where absent.")
        var scope: String?
        @Option(help: "A note, such as where the device stands.") var label = ""

        func run() async throws {
            let store = try await options.visit()
            print(
                try await store.makeToken(
                    role: role, scope: scope, label: label, by: "command line", at: Date()))
            try await store.close()
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the tokens, without secrets.")
        @OptionGroup var options: DataOptions

        func run() async throws {
            let store = try await options.visit()
            for token in try await store.read({ try Tokens.all(in: $0) }) {
                print(
                    token.id, token.role.rawValue, token.scope ?? "*",
                    token.revokedAt == nil ? "valid" : "revoked", token.label)
            }
            try await store.close()
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Revoke a token; it opens nothing after five seconds.")
        @OptionGroup var options: DataOptions
        @Argument(help: "Its id, as listed.") var id: String

        func run() async throws {
            let store = try await options.visit()
            let known = try await store.read { try Tokens.all(in: $0).contains { $0.id == id } }
            guard known else {
                throw ValidationError("There is no token \(id); see labqueue token list.")
            }
            try await store.write { try Tokens.revoke(id, at: Date(), in: $0) }
            try await store.close()
        }
    }
}

extension Token.Role: ExpressibleByArgument {}
