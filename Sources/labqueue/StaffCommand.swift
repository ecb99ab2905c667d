import ArgumentParser
import Daemon
import Foundation
import Storage

/// Keeps the people of the desk: `labqueue staff add`, `list`, `password`, `disable`, `enable`.
struct StaffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "staff", abstract: "Add, list and close the accounts of people at the desk.",
        subcommands: [Add.self, List.self, Password.self, Disable.self, Enable.self])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add somebody; the password is asked for, or read from standard input.")
        @OptionGroup var options: DataOptions
        @Argument(help: "The staff number, as the HIS knows it.") var id: String
        @Option(help: "The person's name.") var name: String
        @Option(help: "May be given several times: \(Staff.roles.joined(separator: ", ")).")
        var role: [String]
        @Option(help: "A campus of the settings; several times for several, none for all.")
        var campus: [String] = []
        @Flag(help: "Let them choose a password of their own at the first sign-in.")
        var mustChange = false

        func run() async throws {
            let campuses = campus.isEmpty ? [] : try options.load().hospital.campuses
            let password = try Typed.password()
            try await options.withStaff { staff in
                try await staff.add(
                    id, name: name, roles: role, campuses: campus, among: campuses,
                    password: password, mustChange: mustChange)
            }
            print("added \(id)")
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List everybody.")
        @OptionGroup var options: DataOptions

        func run() async throws {
            try await options.withStaff { staff in
                for line in try await staff.list() { print(line) }
            }
        }
    }

    struct Password: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Set a new password and sign the person out everywhere.")
        @OptionGroup var options: DataOptions
        @Argument(help: "The staff number.") var id: String
        @Flag(help: "Let them choose a password of their own at the next sign-in.")
        var mustChange = false

        func run() async throws {
            let password = try Typed.password()
            try await options.withStaff { staff in
                try await staff.setPassword(password, of: id, mustChange: mustChange)
            }
            print("new password for \(id)")
        }
    }

    struct Disable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Close an account; its sessions end at once.")
        @OptionGroup var options: DataOptions
        @Argument(help: "The staff number.") var id: String

        func run() async throws {
            try await options.withStaff { try await $0.disable(id, true) }
            print("closed \(id)")
        }
    }

    struct Enable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Open a closed account again.")
        @OptionGroup var options: DataOptions
        @Argument(help: "The staff number.") var id: String

        func run() async throws {
            try await options.withStaff { try await $0.disable(id, false) }
            print("opened \(id)")
        }
    }
}

extension DataOptions {
    /// Lends the people of the store beside a daemon that may be running.
    fileprivate func withStaff(_ body: (Staff) async throws -> Void) async throws {
        let store = try await visit()
        do {
            try await body(Staff(store: store))
        } catch let refused as Staff.Refused {
            try await store.close()
            throw ValidationError(refused.description)
        }
        try await store.close()
    }
}
