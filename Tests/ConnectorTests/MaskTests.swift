import Foundation
import Hospital
import Testing

@testable import Daemon

/// What operators do not see.
struct MaskTests {
    private let masks = Masks(CourierConnector.self)
    /// What no operator may read, wherever it stands.
    private static let hidden = [
        "单晓明", "350102199003070012", "13800000000", "6200000001", "top-secret",
    ]

    private func hides(_ text: String) {
        for word in Self.hidden { #expect(!text.contains(word), "\(word) in \(text)") }
    }

    @Test func `names, numbers and keys are masked at any depth, in any spelling`() throws {
        let json = try JSON(
            parsing: Data(
                """
                {"payer":"单晓明","idCardNo":"350102199003070012","TEL":"13800000000",\
                "list":[{"card_no":6200000001,"Sign":"top-secret","amount":12300}],\
                "cards":["6200000001"],"busNo":"charge-S1-1","key":"top-secret"}
                """.utf8))
        let masked = masks.masked(json)
        hides(masked.text)
        #expect(masked["payer"] == "单*明")
        #expect(masked["idCardNo"] == "••••0012")
        #expect(masked["busNo"] == "charge-S1-1")
        guard case .array(let list)? = masked["list"] else {
            Issue.record("no list")
            return
        }
        #expect(list[0]["amount"] == .integer(12_300))
    }

    @Test func `numbers of people are found in free text as well`() {
        hides(Masks.cleared("患者350102199003070012电话13800000000。"))
        hides(Masks.cleared("13800000000"))
        #expect(Masks.cleared("bill 0013800000000 of 2026") == "bill 0013800000000 of 2026")
    }

    @Test func `an envelope in Base64 is opened and masked`() throws {
        let inside = Data(#"{"tel":"13800000000","total":"1.00"}"#.utf8).base64EncodedString()
        let masked = masks.masked(body: #"{"appid":"A","data":"\#(inside)","sign":"top-secret"}"#)
        hides(masked.text)
        #expect(masked["data"]?["total"] == "1.00")
    }

    @Test func `XML is masked by its elements and attributes`() {
        let masked = masks.masked(
            body: """
                <s:Envelope><pat:Name>单晓明</pat:Name><idCard type="1">350102199003070012</idCard>\
                <bill payer="单晓明" no="B1"/></s:Envelope>
                """)
        hides(masked.text)
        #expect(masked.text.contains("no=\\\"B1\\\""), "\(masked.text)")
    }

    @Test func `a form is masked by its fields, and what cannot be read is not shown`() {
        let form = masks.masked(body: "tel=13800000000&sign=top-secret&n=1")
        hides(form.text)
        #expect(form["n"] == "1")
        let riddle = masks.masked(body: "单晓明\n13800000000")
        hides(riddle.text)
        #expect(riddle.text.contains("not shown"))
    }
}
