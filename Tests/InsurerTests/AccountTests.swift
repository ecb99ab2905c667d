import Foundation
import Hub
import Testing
import Yams

@testable import Insurer

/// The settings of one campus.
struct AccountTests {
    @Test func `an account without faults is accepted`() throws {
        try Bench.account().check(as: "campuses.benbu")
    }

    @Test(arguments: [
        ("url", "ftp://insurer"), ("fixmedinsCode", "H3501"), ("mdtrtareaAdmvs", "福州"),
        ("recerSysCode", "12345678901"), ("fixmedinsName", ""), ("entry", "fsi/api"),
        ("infver", "V1.0.0.0"),
    ])
    func `what is wrong is told by its name`(member: String, value: String) throws {
        let good = try YAMLEncoder().encode(Bench.account())
        var node = try #require(try Yams.compose(yaml: good)?.mapping)
        node[Node(member)] = Node(value)
        let account = try YAMLDecoder().decode(InsurerAccount.self, from: .mapping(node))
        let fault = #expect(throws: SettingsFault.self) {
            try account.check(as: "campuses.benbu")
        }
        #expect(fault?.description.hasPrefix("campuses.benbu.\(member)") == true)
    }

    @Test func `paths, extra members and the signer are checked, too`() throws {
        func fault(_ change: (inout InsurerAccount) -> Void) throws -> String? {
            var account = try Bench.account()
            change(&account)
            return #expect(throws: SettingsFault.self) { try account.check(as: "x") }?.description
        }
        #expect(try fault { $0.paths = ["4102": "x"] }?.hasPrefix("x.paths.4102") == true)
        #expect(try fault { $0.paths = ["callService": "/x"] }?.contains("4101A") == true)
        #expect(try fault { $0.extra = ["opter": "1"] }?.hasPrefix("x.extra.opter") == true)
        #expect(try fault { $0.signer.id = "" }?.hasPrefix("x.signer.id") == true)
        #expect(try fault { $0.signer.prefix = "ebus/" }?.hasPrefix("x.signer.prefix") == true)
        #expect(try fault { $0.seconds = 0 }?.hasPrefix("x.seconds") == true)
    }
}
