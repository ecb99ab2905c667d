import Foundation
import Hub
import Lab
import Testing

@testable import Daemon

struct SettingsTests {
    private func problems(_ yaml: String) -> [String] {
        do {
            _ = try Settings.parse(yaml, named: "test.yaml")
            return []
        } catch let error as SettingsError {
            return error.problems
        } catch {
            return ["\(error)"]
        }
    }

    @Test func `what the file leaves out is as usual`() throws {
        let settings = try Settings.parse(TestHall.yaml, named: "test.yaml")
        #expect(settings.http.port == 8080)
        #expect(settings.halls[0].routing.childUnder == 14)
        #expect(settings.halls[0].lineRules.priorityPerNormal == 2)
    }

    @Test func `the demonstration's own settings are in order`() throws {
        let folder = FileManager.default.temporaryDirectory
        let alone = try Demo.settings(data: folder, port: 0, mllpPort: 0, environment: [:])
        #expect(alone.halls[0].windows.count == 4)
        #expect(alone.connectors.written.keys.sorted() == ["nursing"])
        let talking = try Demo.settings(
            data: folder, port: 0, mllpPort: 0,
            environment: [
                "EINVOICE_URL": "http://127.0.0.1:9100", "EINVOICE_APPID_BENBU": "A1",
                "EINVOICE_PLACES_BENBU": "W1,K1", "EINVOICE_KEY_BENBU": "secret",
                "INSURER_URL": "http://127.0.0.1:9100", "INSURER_CODE_BENBU": "H35010200001",
                "INSURER_PAASID_BENBU": "demo", "INSURER_AREA_BENBU": "350100",
                "INSURER_TOKEN_BENBU": "secret",
            ])
        #expect(
            talking.connectors.written.keys.sorted() == [
                "assistance", "einvoice", "insurance", "nursing",
            ])
    }

    @Test func `the sample settings are in order`() throws {
        let settings = try Settings.load(from: URL(filePath: "settings.sample.yaml"))
        #expect(settings.halls[0].routing.departments["体检中心"] == "T")
        #expect(settings.outbox.keepDays == 400)
        #expect(settings.timetable.calendar.isWorked("2026-10-10", weekday: 6))
    }

    @Test(arguments: [
        ("http: {prot: 1}", "http.prot"),
        ("colour: red", "colour"),
        ("http: {port: many}", "http.port"),
        ("hospital: {timeZone: Mars/Olympus}", "Mars/Olympus"),
        ("hospital: {dayChange: \"27:00\"}", "27:00"),
        ("storage: tape", "tape"),
        ("outbox: {keepDays: 0}", "outbox.keepDays"),
        ("timetable: {holidays: [\"2026-13-01\"]}", "2026-13-01"),
        ("timetable: {holidays: [\"2026-10-10\"], workdays: [\"2026-10-10\"]}", "both"),
        ("timetable: {whenClockIsSet: hope}", "whenClockIsSet"),
        ("halls: [{id: x}]", "has no queues"),
        ("boards: [{id: b, kind: hall, title: {zh: 甲, en: a}}]", "b shows no hall"),
        ("{", "not YAML"),
    ])
    func `what is wrong is said by name`(yaml: String, word: String) {
        let problems = problems(yaml)
        #expect(problems.contains { $0.contains(word) }, "\(problems)")
    }

    @Test func `a misspelling deep in a hall is said by name`() {
        let yaml = TestHall.yaml + "\n    rules: {callsAtMots: 2}\n"
        #expect(problems(yaml).contains { $0.contains("callsAtMots") })
    }
}
