import ConnectorKit
import Foundation
import Hub
import Insurer
import Lab
import Logging
import Storage
import Testing

@testable import Daemon
@testable import Insurance

/// The connector's section of the settings file.
struct SettingsTests {
    @Test func `an account is written once and named again where it is used again`() throws {
        let text = """
            connectors:
              insurance:
                campuses: &insurer
                  benbu: &account
                    url: http://10.2.3.4:8080
                    fixmedinsCode: H35010200001
                    fixmedinsName: 示范医院
                    mdtrtareaAdmvs: "350100"
                    recerSysCode: HISX
                    signer: {id: hospital1, token: "${INSURER_TOKEN}"}
                  jinshan: *account
              assistance:
                campuses: *insurer
            """
        let settings = try Settings.parse(text, named: "test")
        for name in ["insurance", "assistance"] {
            let section = try ConnectorSection<InsuranceConnector>(
                try #require(settings.connectors.written[name]))
            #expect(section.problems == [])
            let campuses = try #require(section.settings?.campuses)
            #expect(campuses["benbu"] == campuses["jinshan"])
            #expect(campuses["jinshan"]?.fixmedinsCode == "H35010200001")
        }
    }

    @Test func `what cannot work is told by its name`() throws {
        func fault(_ change: (inout InsuranceSettings) -> Void) throws -> String? {
            var settings = InsuranceSettings(campuses: ["benbu": try SimulatedInsurer.account()])
            change(&settings)
            return #expect(throws: SettingsFault.self) {
                try settings.check(campuses: ["benbu", "jinshan"])
            }?.description
        }
        #expect(try fault { $0.campuses = [:] } == "campuses: name at least one")
        #expect(try fault { $0.campuses["xxx"] = $0.campuses["benbu"] }?.contains("xxx") == true)
        #expect(try fault { $0.campuses["benbu"]?.url = "x" }?.contains("benbu.url") == true)
        #expect(try fault { $0.patience = 0 }?.hasPrefix("patience") == true)
        #expect(try fault { $0.permission = 0 }?.hasPrefix("permission") == true)
        #expect(try fault { $0.settling = -1 }?.hasPrefix("settling") == true)
        #expect(try fault { $0.noList = ["无"] }?.hasPrefix("noList") == true)
    }

    @Test func `check says whether the platform answers and knows us`() async throws {
        try await Clinic.open { clinic in
            let connector = try #require(clinic.connectors.first)
            let good = await connector.check()
            #expect(good.map(\.isGood) == [true], "\(good)")
            #expect(good.first?.what == "insurance benbu")
            clinic.clock.advance(by: 0)
            try await clinic.wire.fault("html")
            #expect(await connector.check().map(\.isGood) == [false])
            clinic.wire.cut()
            #expect(await connector.check().map(\.isGood) == [false])
        }
    }
}
