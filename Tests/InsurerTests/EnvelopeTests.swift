import Foundation
import Hospital
import Hub
import Lab
import Logging
import Storage
import Testing
import Wires

@testable import Insurer

/// The wrapping of requests (interface §1, §2).
struct EnvelopeTests {
    @Test func `the gateway's signature is that of the interface's vector`() {
        #expect(
            GatewaySigner.tif("1735689600", token: "TOKEN123", nonce: "abc-1")
                == "0786be73de159ace42a8d32b5e8b0a24432090ae51f6f99ce224c8d4664ba17a")
        let headers = GatewaySigner.tif(paasid: "p", token: "TOKEN123").headers(
            for: Data(), at: Date(timeIntervalSince1970: 1_735_689_600), nonce: "abc-1")
        #expect(headers["x-tif-timestamp"] == "1735689600")
        #expect(headers["x-tif-signature"]?.hasPrefix("0786be73") == true)
    }

    @Test func `an HMAC is over the milliseconds and the body`() {
        // printf '1735689600000\n{}' | openssl dgst -sha256 -hmac SECRET
        let headers = GatewaySigner.ca(key: "k", secret: "SECRET").headers(
            for: Data("{}".utf8), at: Date(timeIntervalSince1970: 1_735_689_600), nonce: "n")
        #expect(
            headers["x-ca-signature"]
                == "1735689600000:cad2895bc69a8cb7c02d89823cc59ac7faa086696a86910796c6605f0f2dd387")
        #expect(
            GatewaySigner.apikey("A").headers(for: Data(), at: .now, nonce: "n") == ["apikey": "A"])
    }

    @Test func `no signer tells its key`() {
        for signer in [
            GatewaySigner.tif(paasid: "p", token: "top-secret"),
            .ca(key: "k", secret: "top-secret"), .apikey("top-secret"),
        ] {
            var told = ""
            dump(signer, to: &told)
            #expect(!"\(signer)\(told)".contains("top-secret"))
        }
    }

    @Test func `a message number is institution, time in Shanghai and sequence`() {
        #expect(
            MessageNumber.text("H35010200001", at: Bench.moment, sequence: 7)
                == "H35010200001202501010830000007")
        #expect(
            MessageNumber.text("H35010200001", at: Bench.moment, sequence: 123_456).hasSuffix(
                "3456"))
    }

    @Test func `two gateways of one institution never use a message number twice`() async throws {
        let bench = try Bench()
        for _ in 0..<40 { bench.wire.say(.ok()) }
        let other = try InsurerGateway(
            bench.gateway.account, of: "benbu",
            at: Premises(
                store: bench.store, http: bench.wire, campuses: ["benbu"], zone: .hospital,
                now: { Bench.moment }, address: { "" }, logger: .init(label: "test")))
        let numbers = try await withThrowingTaskGroup(of: String?.self) { group in
            for turn in 0..<40 {
                let gateway = turn % 2 == 0 ? bench.gateway : other
                group.addTask {
                    try await gateway.ask("4103", Bench.person, insuredArea: "350102") {
                        call, http, _ in try await http.exchange(call, within: .seconds(1))
                    }.msgid
                }
            }
            return try await group.reduce(into: Set<String>()) { $0.insert($1 ?? "") }
        }
        #expect(numbers.count == 40)
        #expect(Set(try bench.wire.bodies.compactMap { $0.text("msgid") }) == numbers)
    }

    @Test func `a request carries every member of the interface`() async throws {
        let bench = try Bench { $0.extra = ["app_id": "QZ01", "enc_type": "SM4"] }
        bench.wire.say(.ok())
        _ = try await bench.ask(by: InsurerOperator(.machine, id: "K1", name: "自助机1"))
        let body = try #require(try bench.wire.bodies.first)
        let expected: JSON = [
            "infno": "4103", "msgid": "H35010200001202501010830000001",
            "mdtrtarea_admvs": "350100", "insuplc_admdvs": "350102", "recer_sys_code": "HISX",
            "infver": "V1.0", "opter_type": "2", "opter": "K1", "opter_name": "自助机1",
            "inf_time": "2025-01-01 08:30:00", "fixmedins_code": "H35010200001",
            "fixmedins_name": "测试医院", "sign_no": "", "app_id": "QZ01", "enc_type": "SM4",
            "input": Bench.person,
        ]
        #expect(body == expected)
        let call = try #require(bench.wire.calls.first)
        #expect(call.url == "http://insurer/ebus/hospital/fsi/api/rsfComIfsService/callService")
        #expect(call.headers["x-tif-paasid"] == "hospital")
        #expect(bench.wire.limits == [.seconds(30)])
    }

    @Test func `a service is called at its own entry, or at the one the settings give`()
        async throws
    {
        let bench = try Bench {
            $0.paths = ["4102": "/fsi/api/other"]
            $0.signer.prefix = ""
        }
        for infno in ["1101", "2208", "4102", "4103"] {
            bench.wire.say(.ok())
            _ = try await bench.ask(infno)
        }
        #expect(
            bench.wire.calls.map(\.url) == [
                "http://insurer/fsi/api/fsiPsnInfoService/queryPsnInfo",
                "http://insurer/fsi/api/outpatientSettleService/cancleSettletment",
                "http://insurer/fsi/api/other",
                "http://insurer/fsi/api/rsfComIfsService/callService",
            ])
    }

    @Test(arguments: [nil, "", "3501", "35010A"])
    func `nobody is named without the area that insures them`(area: String?) async throws {
        let bench = try Bench()
        let answer = try await bench.ask(area: area)
        guard case .failure(let failure) = answer.reply else {
            Issue.record("\(answer.reply)")
            return
        }
        #expect(failure.kind == .configuration)
        #expect(failure.kept.contains("insuplc_admdvs"))
        #expect(bench.wire.calls.isEmpty)
        bench.wire.say(.ok())
        _ = try await bench.ask("1101", ["data": ["mdtrt_cert_no": "1"]], area: nil)
        #expect(bench.wire.calls.count == 1)
    }

    @Test func `an input of more than 40000 characters is not sent`() async throws {
        let bench = try Bench()
        func input(_ length: Int) -> JSON { ["a": .string(String(repeating: "字", count: length))] }
        bench.wire.say(.ok())
        _ = try await bench.ask("4101", input(40_000 - #"{"a":""}"#.count))
        #expect(bench.wire.calls.count == 1)
        let answer = try await bench.ask("4101", input(40_001 - #"{"a":""}"#.count))
        #expect(bench.wire.calls.count == 1)
        guard case .failure(let failure) = answer.reply else {
            Issue.record("\(answer.reply)")
            return
        }
        #expect(failure.kept.contains("40001 characters of 40000"))
    }

    @Test func `an operator is cut to what the envelope takes`() throws {
        let opter = InsurerOperator(
            id: String(repeating: "9", count: 31), name: String(repeating: "名", count: 51))
        #expect((opter.id.count, opter.name.count) == (30, 50))
        let kinds = [Caller.Role.kiosk, .app, .cashier].map {
            InsurerOperator(Caller(roles: [$0], actor: "a")).kind
        }
        #expect(kinds == [.machine, .mobile, .person])
    }
}
