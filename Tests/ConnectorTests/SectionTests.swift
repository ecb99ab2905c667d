import Foundation
import Hub
import Lab
import Logging
import Storage
import Testing

@testable import Daemon

/// The section `connectors:` of the settings file.
struct SectionTests {
    private static let good = """
        url: https://courier.example, key: "${COURIER_KEY}", \
        counters: {benbu: {code: C1, floors: [1]}}
        """

    /// What is wrong with a courier's section of these keys.
    private func problems(_ section: String) -> [String] {
        do {
            _ = try Settings.parse(
                "connectors: {courier: {\(section)}}", named: "test.yaml",
                roster: [CourierConnector.self])
            return []
        } catch let error as SettingsError {
            return error.problems
        } catch {
            return ["\(error)"]
        }
    }

    @Test func `a whole section has no fault`() {
        #expect(problems(Self.good) == [])
        #expect(problems("\(Self.good), enabled: true, lane: {inFlight: 5}") == [])
    }

    @Test(arguments: [
        ("colour: red", "connectors.courier.colour is not a setting"),
        ("lane: {inFlihgt: 2}", "connectors.courier.lane.inFlihgt is not a setting"),
        ("lane: {inFlight: 0}", "connectors.courier.lane.inFlight is 0"),
        ("lane: {perSecond: -1}", "connectors.courier.lane.perSecond is -1"),
        ("lane: {backOff: []}", "connectors.courier.lane.backOff"),
        ("lane: {closed: [{from: \"25:00\", until: \"05:00\"}]}", "25:00 is not a time"),
        ("enabled: perhaps", "connectors.courier.enabled is not true or false"),
    ])
    func `what is misspelt or cannot be meant is said by its path`(extra: String, words: String) {
        let problems = problems("\(Self.good), \(extra)")
        #expect(problems.contains { $0.contains(words) }, "\(problems)")
    }

    @Test func `all that is missing or wrong is said together`() {
        let problems = problems("counters: {jinshan: {floors: many}}")
        #expect(problems.contains("connectors.courier lacks url"), "\(problems)")
        #expect(problems.contains("connectors.courier lacks key"), "\(problems)")
        #expect(
            problems.contains("connectors.courier.counters.jinshan lacks code"), "\(problems)")
        #expect(
            problems.contains { $0.hasPrefix("connectors.courier.counters.jinshan.floors") },
            "\(problems)")
    }

    @Test func `a section that is none, and a connector that is none, are said`() {
        #expect(problems("").contains("connectors.courier lacks url"))
        #expect(throws: SettingsError.self) {
            try Settings.parse("connectors: {courier: 5}", named: "t", roster: [])
        }
        let error = #expect(throws: SettingsError.self) {
            try Settings.parse(
                "connectors: {curier: {}}\nhttp: {prot: 1}", named: "t",
                roster: [CourierConnector.self])
        }
        let words = error?.problems ?? []
        #expect(words.contains { $0.contains("curier") && $0.contains("known are courier") })
        #expect(words.contains { $0.contains("http.prot") }, "others are said, too")
    }

    @Test func `a connector switched off is not made, whatever its section says`() throws {
        let off = try make("enabled: false, colour: red")
        #expect(off.members.isEmpty)
        let absent = try Connectors(.none, from: [CourierConnector.self], at: premises())
        #expect(absent.members.isEmpty)
    }

    @Test func `a secret in the file, and one that is not there, are refused without their words`()
        throws
    {
        for place in ["hush-hush", "${NO_SUCH_VARIABLE_7}", "file:/no/such/file"] {
            let error = #expect(throws: SettingsError.self) {
                try make(Self.good.replacing("${COURIER_KEY}", with: place))
            }
            let words = error?.description ?? ""
            #expect(words.contains("connectors.courier: key"), "\(words)")
            #expect(!words.contains("hush-hush"))
        }
    }

    @Test func `the policy given lies over the connector's own, key by key`() throws {
        let key = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try Data("k".utf8).write(to: key)
        defer { try? FileManager.default.removeItem(at: key) }
        let good = Self.good.replacing("${COURIER_KEY}", with: "file:\(key.path)")
        let made = try make("\(good), lane: {inFlight: 5, perSecond: 2.5}")
        let policy = try #require(made["courier"]?.lanes.first?.policy)
        #expect(policy.inFlight == 5)
        #expect(policy.perSecond == 2.5)
        #expect(policy.seconds == 7, "the connector's own")
        #expect(policy.attempts == LanePolicy().attempts)
    }

    private func make(_ section: String) throws -> Connectors {
        let settings = try Settings.parse(
            "connectors: {courier: {\(section)}}", named: "test.yaml",
            roster: [CourierConnector.self])
        return try Connectors(
            settings.connectors, from: [CourierConnector.self], at: premises())
    }

    private func premises() throws -> Premises {
        Premises(
            store: Store(engine: try SQLiteEngine.temporary()), http: ScriptedHTTP(),
            campuses: ["benbu"], zone: .hospital, now: { Example.moment }, address: { "" },
            logger: Stage.logger)
    }
}
