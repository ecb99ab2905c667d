import Foundation
import Hub
import Testing
import Yams

@testable import Daemon

/// What a connector's section of the settings file looks like.
struct SampleTests {
    @Test(arguments: Subject.all)
    func `the sample is written and read the same`(subject: Subject) throws {
        func compare<C: Connector>(_ type: C.Type) throws {
            let written = try YAMLEncoder().encode(C.sample)
            let read = try YAMLDecoder().decode(C.Settings.self, from: written)
            let sorted = JSONEncoder()
            sorted.outputFormatting = .sortedKeys
            #expect(try sorted.encode(read) == sorted.encode(C.sample))
        }
        try compare(subject.type)
    }

    @Test(arguments: Subject.all)
    func `the sample as a section has no fault, and keeps off the keys of the house`(
        subject: Subject
    ) throws {
        let section = try #require(
            try ConnectorList.sample(of: subject.type.name, in: [subject.type]))
        let settings = try Settings.parse(section, named: "test", roster: [subject.type])
        #expect(settings.connectors.problems(for: [subject.type]) == [])
        let keys = try #require(
            Yams.compose(yaml: section)?["connectors"]?[subject.type.name]?.mapping
        ).keys
        #expect(!keys.contains("enabled") && !keys.contains("lane"))
    }

    @Test(arguments: Subject.all)
    func `what is secret is a Secret, and no secret lies in the sample`(subject: Subject) {
        for (name, value) in leaves(of: subject.type.sample, named: "") {
            if let secret = value as? Secret {
                #expect(
                    secret.place.hasPrefix("${") || secret.place.hasPrefix("file:"), "\(name)")
            } else if value is String {
                let word = name.lowercased()
                let looksSecret = ["key", "secret", "password", "token", "pwd"].contains {
                    word.hasSuffix($0)
                }
                #expect(!looksSecret, "\(name) should be a Secret")
            }
        }
    }

    /// Every value in `value` that holds no others, with the name it has there.
    private func leaves(of value: Any, named name: String) -> [(String, Any)] {
        if value is Secret { return [(name, value)] }
        if let members = value as? [String: Any] {
            return members.flatMap { leaves(of: $0.value, named: $0.key) }
        }
        let mirror = Mirror(reflecting: value)
        guard !mirror.children.isEmpty, mirror.displayStyle != .enum else {
            return [(name, value)]
        }
        return mirror.children.flatMap { leaves(of: $0.value, named: $0.label ?? name) }
    }
}
