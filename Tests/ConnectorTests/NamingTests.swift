import Foundation
import Hub
import Storage
import Testing

/// Names by which connectors stay out of each other's way.
struct NamingTests {
    @Test func `names are unique, short and lower case`() {
        let names = Subject.all.map { $0.type.name }
        #expect(Set(names).count == names.count)
        for name in names {
            #expect(name.wholeMatch(of: /[a-z][a-z0-9]{1,15}/) != nil, "\(name)")
        }
    }

    @Test(arguments: Subject.all)
    func `lanes and schedules begin with the connector's name`(subject: Subject) throws {
        let connector = try Stage(subject.type).connector
        let lanes = connector.lanes.map(\.name)
        let schedules = connector.timetable.map(\.name)
        for name in lanes + schedules {
            #expect(name == subject.type.name || name.hasPrefix("\(subject.type.name)."), "\(name)")
        }
        #expect(Set(lanes).count == lanes.count)
        #expect(Set(schedules).count == schedules.count)
        #expect(subject.type.wants.isEmpty || !lanes.isEmpty)
    }

    @Test(arguments: Subject.all)
    func `tables, indices and migrations begin with the connector's name`(
        subject: Subject
    ) throws {
        let made = /CREATE\s+(?:UNIQUE\s+)?(?:TABLE|INDEX)\s+(?:IF\s+NOT\s+EXISTS\s+)?(\w+)/
        for migration in subject.type.tables {
            #expect(migration.name.hasPrefix("\(subject.type.name) "), "\(migration.name)")
            for match in migration.script.matches(of: made.ignoresCase()) {
                #expect(match.1.hasPrefix(subject.type.name), "\(match.1)")
            }
            for word in ["AUTOINCREMENT", "DATETIME", "BLOB"] {
                #expect(!migration.script.uppercased().contains(word), "one engine alone: \(word)")
            }
        }
    }

    @Test(arguments: Subject.all)
    func `operations and receptions have addresses, and samples that are JSON`(
        subject: Subject
    ) throws {
        let connector = try Stage(subject.type).connector
        let names = connector.operations.map(\.name)
        #expect(Set(names).count == names.count)
        for operation in connector.operations {
            #expect(operation.name.wholeMatch(of: /[a-z][A-Za-z.]*/) != nil, "\(operation.name)")
            #expect(!operation.callers.isEmpty, "\(operation.name)")
            for sample in [operation.asks, operation.answers] {
                let read = try? JSONSerialization.jsonObject(with: Data(sample.utf8))
                #expect(read is [String: Any], "\(operation.name): \(sample)")
            }
        }
        let calls = connector.receives.map { "\($0.method) \($0.path)" }
        #expect(Set(calls).count == calls.count)
        for reception in connector.receives {
            #expect(["GET", "POST", "PUT", "DELETE"].contains(reception.method))
            #expect(!reception.path.hasPrefix("/"), "\(reception.path)")
        }
    }

    @Test(arguments: Subject.all)
    func `each screen has its template`(subject: Subject) throws {
        for screen in try Stage(subject.type).connector.screens {
            let file = "Displays/desk/\(subject.type.name)/\(screen.template).mustache"
            #expect(FileManager.default.fileExists(atPath: file), "\(file)")
        }
    }
}
