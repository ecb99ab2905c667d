import ConnectorKit
import Foundation
import Hospital
import Hub
import Testing

@testable import EInvoice

/// What settings may say.
struct SettingsTests {
    @Test func `the sample is whole, and comes back as it went`() throws {
        let sample = EInvoiceConnector.sample
        let data = try JSONEncoder().encode(sample)
        #expect(try JSONDecoder().decode(EInvoiceSettings.self, from: data) == sample)
        try sample.check(campuses: ["benbu", "jinshan"])
    }

    @Test func `what is left out is as usual, of a table only the lines that differ`() throws {
        let json = """
            {"campuses":{"benbu":{"url":"http://x:1","appid":"a","key":"${K}",
              "places":{"window":{"*":"W"}}}},
             "codes":{"payChannels":{"wechat":"55"}}}
            """
        let settings = try JSONDecoder().decode(EInvoiceSettings.self, from: Data(json.utf8))
        #expect(settings.codes.payChannel(of: .wechat) == "55")
        #expect(settings.codes.payChannel(of: .cash) == "02")
        #expect(settings.listDays == 7)
        #expect(settings.strangers == .stop)
    }

    @Test(arguments: [
        "url", "places", "campus", "busTypes", "payChannels", "days",
    ])
    func `what cannot work is said by name`(what: String) {
        var settings = EInvoiceConnector.sample
        switch what {
        case "url": settings.campuses["benbu"]?.url = "platform"
        case "places": settings.campuses["benbu"]?.places = ["windows": ["*": "W"]]
        case "campus": settings.campuses["mars"] = settings.campuses["benbu"]
        case "busTypes": settings.codes.busTypes["deposit"] = "06"
        case "payChannels": settings.codes.payChannels["gold"] = "1"
        default: settings.listDays = 0
        }
        let fault = #expect(throws: SettingsFault.self) {
            try settings.check(campuses: ["benbu", "jinshan"])
        }
        #expect(fault?.description.isEmpty == false)
    }

    @Test func `a counter without a point of its own has the usual one`() {
        let account = EInvoiceConnector.sample.campuses["benbu"]
        #expect(account?.place(of: .window, point: "W03") == "B003")
        #expect(account?.place(of: .window, point: "W99") == "B001")
        #expect(account?.place(of: nil, point: nil) == "B001")
        #expect(account?.place(of: .kiosk, point: "K1") == "K001")
    }
}
