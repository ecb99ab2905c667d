import ConnectorKit
import Foundation
import Hospital
import Hub
import Insurer
import TestKit

@testable import Counterparties

/// The simulated platform of one campus, and how it is spoken to.
enum SimulatedInsurer {
    static let token = "tokenOfBenbuForTests"
    static let person = "35000000000000000777"
    static let other = "35000000000000000888"

    static func wire(clock: WallClock) async throws -> SimulatedWire {
        let institution = FundInstitution(
            campus: "benbu", code: "H35010200001", paasid: "demo-benbu", token: token,
            area: "350100")
        let platform = try InsurancePlatform(institutions: [institution], journal: nil)
        let wire = SimulatedWire(Backstage([platform], now: { clock.now }))
        for (number, certNo) in [(person, "350102199003070017"), (other, "350102199003070025")] {
            try await wire.control(
                "POST", "insurer/people",
                #"{"certno":"\#(certNo)","psn_name":"单晓明","psn_no":"\#(number)"}"#)
        }
        return wire
    }

    static func account() throws -> InsurerAccount {
        let file = FileManager.default.temporaryDirectory
            .appending(path: "insurer-token-\(UUID().uuidString)")
        try Data(token.utf8).write(to: file)
        return InsurerAccount(
            url: "http://platform", fixmedinsCode: "H35010200001", fixmedinsName: "测试医院",
            mdtrtareaAdmvs: "350100", recerSysCode: "HISX",
            signer: InsurerSigning(id: "demo-benbu", token: Secret("file:\(file.path())")))
    }
}

extension SimulatedWire {
    /// The next `times` calls of `service` meet a fault, such as `dropAfterCommit`.
    func fault(_ fault: String, on service: String = "*", times: Int = 1) async throws {
        try await self.fault(fault, of: "insurer", on: service, times: times)
    }

    /// The next `times` calls of `service` are refused in these words.
    func refuse(_ words: String, on service: String, times: Int = 1) async throws {
        try await control(
            "POST", "insurer/faults",
            #"{"on":"\#(service)","times":\#(times),"fault":{"refuse":{"code":"E90","text":"\#(words)"}}}"#
        )
    }

    /// The next call of `service` is answered late enough for a test to do something meanwhile.
    func slow(_ service: String) async throws {
        try await control(
            "POST", "insurer/faults",
            #"{"on":"\#(service)","times":1,"fault":{"delayAfterCommit":0.8}}"#)
    }

    /// Until a call of `service` has been looked at.
    func until(_ service: String) async throws {
        try await Patience.until("\(service) is looked at") {
            try fund.json.list("calls").contains {
                $0.text("infno") == service && !$0.list("codes").isEmpty
            }
        }
    }

    func heal() async throws { try await control("DELETE", "insurer/faults") }

    func turn(_ switches: String) async throws {
        try await control("POST", "insurer/switches", switches)
    }

    /// A settlement as the fund made it, or what another program did with its list.
    /// - Parameter list: `none`, `0` or `1`.
    func settle(_ settlement: String, list: String, kind: String = "outpatient") async throws {
        try await control(
            "POST", "insurer/settlements",
            #"{"setl_id":"\#(Fund.number(settlement))","psn_no":"\#(SimulatedInsurer.person)","#
                + #""mdtrt_id":"M\#(settlement)","kind":"\#(kind)","list":"\#(list)"}"#)
    }

    var fund: Fund { get throws { try Fund(self) } }
}
