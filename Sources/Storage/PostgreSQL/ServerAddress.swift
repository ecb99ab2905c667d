import Foundation
import Postgres

/// Where a PostgreSQL server is and who we are to it; prints without the password.
public struct ServerAddress: Sendable {
    /// What libpq connects to; may hold the password.
    let connection: String
    /// The same by libpq's names of environment variables, such as `PGHOST`.
    let environment: [String: String]

    /// Reads `postgres://user@host/database`, where `${NAME}` is a variable of the environment.
    public init(
        _ line: String, environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws {
        connection = try Self.fill(line, from: environment)
        guard Self.isAddress(connection) else {
            // Not all of it, for it may hold a password.
            let name = connection.prefix { $0.isLetter }
            throw Self.unreadable("\(name) is neither sqlite nor postgres://…")
        }
        var complaint: UnsafeMutablePointer<CChar>?
        guard let options = PQconninfoParse(connection, &complaint) else {
            // libpq's complaint may quote the password.
            PQfreemem(complaint)
            throw Self.unreadable("libpq cannot read it")
        }
        defer { PQconninfoFree(options) }
        var found: [String: String] = [:]
        var option = options
        while option.pointee.keyword != nil {
            if let name = option.pointee.envvar, let value = option.pointee.val {
                found[String(cString: name)] = String(cString: value)
            }
            option += 1
        }
        self.environment = found
    }

    /// Whether a storage line means PostgreSQL.
    public static func isAddress(_ line: String) -> Bool {
        line.hasPrefix("postgres://") || line.hasPrefix("postgresql://")
    }

    /// Puts the values of variables in; inside an address they are escaped.
    private static func fill(_ line: String, from environment: [String: String]) throws -> String {
        var filled = ""
        var rest = line[...]
        while let start = rest.range(of: "${") {
            guard let end = rest[start.upperBound...].firstIndex(of: "}") else {
                throw unreadable("a ${ has no }")
            }
            let name = String(rest[start.upperBound..<end])
            guard let value = environment[name], !value.isEmpty else {
                throw unreadable("the environment has no \(name)")
            }
            filled += rest[..<start.lowerBound]
            filled +=
                filled.isEmpty
                ? value : value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
            rest = rest[rest.index(after: end)...]
        }
        return filled + rest
    }

    private static func unreadable(_ reason: String) -> StorageError {
        StorageError(
            .place, attempted: "read the line storage: of the settings", reason: reason,
            remedy: "write sqlite, or postgres://user@host/database")
    }
}

extension ServerAddress: CustomStringConvertible, CustomReflectable {
    public var description: String {
        let user = environment["PGUSER"].map { "\($0)@" } ?? ""
        let port = environment["PGPORT"].map { ":\($0)" } ?? ""
        return "postgres://\(user)\(environment["PGHOST"] ?? "")\(port)/"
            + (environment["PGDATABASE"] ?? "")
    }

    public var customMirror: Mirror { Mirror(self, children: ["address": description]) }
}

extension ServerAddress {
    /// Whether `line` itself shows the password, rather than name a variable.
    public func hasWrittenPassword(in line: String) -> Bool {
        guard let password = environment["PGPASSWORD"], !password.isEmpty else { return false }
        return line.contains(password) || line.removingPercentEncoding?.contains(password) == true
    }
}
