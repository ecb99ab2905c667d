import Foundation
import Hub
import Testing

@testable import Daemon

/// The lists that hold a connector, and its folder.
struct RosterTests {
    @Test func `folder, package and roster name the same connectors`() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: "Sources/Connectors")
            .filter { !$0.hasPrefix(".") }
        let package = try String(contentsOfFile: "Package.swift", encoding: .utf8)
        let list = try #require(package.firstMatch(of: /let connectors = \[([^\]]*)\]/)).1
        let listed = list.matches(of: /"(\w+)"/).map { String($0.1) }
        // A type's name begins with its module's.
        let enrolled = Roster.all.map { type in
            String(reflecting: type).split(separator: ".").first.map(String.init) ?? ""
        }
        #expect(Set(folders) == Set(listed))
        #expect(Set(folders) == Set(enrolled))
        #expect(enrolled.count == Set(enrolled).count)
    }

    @Test func `the settings' sample shows each connector's section, as its own sample says`()
        throws
    {
        let file = try String(contentsOfFile: "settings.sample.yaml", encoding: .utf8)
        let uncommented = file.split(separator: "\n", omittingEmptySubsequences: false).map {
            $0.hasPrefix("# ") ? String($0.dropFirst(2)) : String($0)
        }.joined(separator: "\n")
        for type in Roster.all {
            let section = try #require(try ConnectorList.sample(of: type.name))
            let body = section.split(separator: "\n").dropFirst().joined(separator: "\n")
            #expect(
                uncommented.contains(body),
                "put the lines of `labqueue connectors --sample \(type.name)` there, commented")
        }
    }
}
