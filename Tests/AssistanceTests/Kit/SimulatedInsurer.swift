import ConnectorKit
import Foundation
import Hospital
import Hub
import Insurer

@testable import Counterparties

/// The simulated insurer of two campuses, and how it is spoken to.
enum SimulatedInsurer {
    static let token = "tokenOfTheGatewayForTests"

    private static let institutions = [
        FundInstitution(
            campus: "benbu", code: "H35010200001", paasid: "benbu", token: token, area: "350100"),
        FundInstitution(
            campus: "jinshan", code: "H35010200002", paasid: "jinshan", token: token,
            area: "350100"),
    ]

    static func wire(clock: WallClock) throws -> SimulatedWire {
        let platform = try InsurancePlatform(institutions: institutions, journal: nil)
        return SimulatedWire(Backstage([platform], now: { clock.now }))
    }

    static func accounts() throws -> [String: InsurerAccount] {
        let file = FileManager.default.temporaryDirectory
            .appending(path: "insurer-token-\(UUID().uuidString)")
        try Data(token.utf8).write(to: file)
        return Dictionary(
            uniqueKeysWithValues: institutions.map { institution in
                (
                    institution.campus,
                    InsurerAccount(
                        url: "http://platform", fixmedinsCode: institution.code,
                        fixmedinsName: "示范医院", mdtrtareaAdmvs: institution.area,
                        recerSysCode: "HISX",
                        signer: InsurerSigning(
                            id: institution.paasid, token: Secret("file:\(file.path())")))
                )
            })
    }
}

extension SimulatedWire {
    /// The next `times` calls of 1101 meet a fault, such as `hang` or `wrongEcho`.
    func fault(_ fault: String, times: Int = 1) async throws {
        try await self.fault(fault, of: "insurer", on: "1101", times: times)
    }

    func heal() async throws { try await control("DELETE", "insurer/faults") }

    func turn(_ switches: String) async throws {
        try await control("POST", "insurer/switches", switches)
    }

    /// Enters a person into the insurer's books, in place of whoever has that number.
    func insure(_ person: String) async throws {
        try await control("POST", "insurer/people", person)
    }
}
