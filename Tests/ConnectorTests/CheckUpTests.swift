import Hub
import Lab
import Logging
import Storage
import Testing

@testable import Daemon

/// What `labqueue check` and `labqueue connectors` say.
struct CheckUpTests {
    private func courier(hanging: Bool) throws -> Connectors.Member {
        var settings = CourierConnector.sample
        settings.express = hanging
        settings.key = Secret("file:/etc/hostname")
        return Connectors.Member(
            try CourierConnector(
                settings,
                at: Premises(
                    store: Store(engine: try SQLiteEngine.temporary()), http: ScriptedHTTP(),
                    campuses: [], zone: .hospital, now: { Example.moment }, address: { "" },
                    logger: Stage.logger)))
    }

    @Test func `a counterparty that answers is told by its own words`() async throws {
        let findings = await CheckUp.findings(of: try courier(hanging: false))
        #expect(findings == [Finding(isGood: true, what: "courier", words: "there")])
    }

    @Test func `a check that never comes back is a finding, too`() async throws {
        let findings = await CheckUp.findings(
            of: try courier(hanging: true), within: .milliseconds(50))
        #expect(findings.map(\.isGood) == [false])
        #expect(findings.first?.what == "courier")
    }

    @Test func `the list says who is off, and the events each wants`() async throws {
        let settings = try Settings.parse("{}", named: "t", roster: [CourierConnector.self])
        let lines = try await ConnectorList(settings, roster: [CourierConnector.self]).lines
        #expect(lines.first == "courier  off  快递报告 / Reports by courier")
        #expect(lines.contains("    wants: report.verified"))
    }
}
