import ConnectorKit
import Foundation
import Hub
import Insurer
import Logging
import Storage
import TestKit
import Lab
import Testing

@testable import Assistance

/// Settings that cannot work are found before anybody is asked.
struct SettingsTests {
    @Test(arguments: [
        "campuses.elsewhere", "campuses:", "campuses.benbu.fixmedinsCode", "names.flags",
        "names.codes", "names.flagged", "names:", "patience", "rest",
    ])
    func `a wrong setting is named`(name: String) async throws {
        var settings = AssistanceSettings(campuses: try SimulatedInsurer.accounts())
        switch name {
        case "campuses.elsewhere": settings.campuses["elsewhere"] = settings.campuses["benbu"]
        case "campuses:": settings.campuses = [:]
        case "campuses.benbu.fixmedinsCode": settings.campuses["benbu"]?.fixmedinsCode = "H1"
        case "names.flags": settings.names.flags = []
        case "names.codes": settings.names.codes = [""]
        case "names.flagged": settings.names.flagged = []
        case "names:": settings.names.codes = ["jzfp_flg"]
        case "patience": settings.patience = 15
        default: settings.rest = -1
        }
        let clock = WallClock(WallClock.morning)
        let premises = Premises(
            store: Store(engine: try SQLiteEngine.temporary()),
            http: try SimulatedInsurer.wire(clock: clock), campuses: ["benbu", "jinshan"],
            zone: .hospital, now: { clock.now }, address: { "" },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let fault = #expect(throws: SettingsFault.self) {
            try AssistanceConnector(settings, at: premises)
        }
        #expect(fault?.description.hasPrefix(name) == true, "\(fault?.description ?? "")")
    }

    @Test func `the check-up says whether the insurer answers and knows us`() async throws {
        try await Clinic.open { clinic in
            let connector = try #require(clinic.connectors.first)
            let findings = await connector.check()
            #expect(findings.map(\.what) == ["assistance benbu", "assistance jinshan"])
            #expect(!findings.contains { !$0.isGood }, "\(findings.map(\.words))")
            clinic.wire.cut()
            let later = await connector.check()
            #expect(!later.contains { $0.isGood })
        }
    }
}
