import ConnectorKit
import Foundation
import Hospital
import Lab
import Hub
import Storage
import Testing

@testable import Assistance

/// The pages of the counters (§10.2, §10.3, §10.4).
struct ScreenTests {
    private func page(
        _ clinic: Clinic, _ screen: String, _ query: [String: String]
    ) async throws -> JSON {
        try await clinic.page("assistance/\(screen)", query: query)
    }

    @Test(arguments: ["ZY-Y-P1", "Y-P1", "单晓明", "单", "62000P1", "350102197102020038", "12"])
    func `§10.3 a patient is found by number, name, card, ID or bed, and the notice is there`(
        text: String
    ) async throws {
        try await Clinic.open { clinic in
            try await clinic.admit(.assisted)
            let page = try await page(clinic, "deposit", ["text": " \(text) "])
            #expect(page["verdict"]?["words"]?.text("zh") == Standing.notice)
            #expect(page["verdict"]?.text("tone") == "good")
            #expect(page["inpatient"]?.text("name") == "单晓明")
        }
    }

    @Test func `§10.3 several to choose from are a list, and nobody is asked about yet`()
        async throws
    {
        try await Clinic.open { clinic in
            try await clinic.admitUnasked(.assisted)
            try await clinic.admitUnasked(.never)
            let page = try await page(clinic, "deposit", ["text": "12"])
            #expect(page.list("rows").compactMap { $0.text("name") }.sorted() == ["单晓明", "欧阳锋"])
            #expect(page["verdict"] == nil)
            #expect(try clinic.wire.questions.isEmpty)
            #expect(try await self.page(clinic, "deposit", ["text": "无此人"]).list("rows").isEmpty)
        }
    }

    @Test func `§10.3 not known is shown as such, and asked again at a press`() async throws {
        try await Clinic.open { clinic in
            try await clinic.admitUnasked(.assisted)
            try await clinic.wire.fault("drop", times: 2)
            let query = ["text": "ZY-Y-P1"]
            let unsure = try await page(clinic, "deposit", query)
            #expect(unsure["verdict"]?["words"]?.text("zh")?.hasPrefix("身份未确认") == true)
            #expect(unsure["verdict"]?.text("tone") == "wait")
            guard
                case .done(_, let screen, let next) = try await clinic.look(
                    "assistance/deposit", query: query, form: ["act": "recheck"])
            else { throw Trouble("not asked again") }
            let sure = try await page(clinic, screen, next)
            #expect(sure["verdict"]?["words"]?.text("zh") == Standing.notice)
            let states = sure.list("history").compactMap { $0["state"]?["word"]?.text("zh") }
            #expect(states == ["救助对象", "身份未确认"])
        }
    }

    @Test func `§10.2 §10.4 the credential page shows class and code, saves, and shows the notice`()
        async throws
    {
        try await Clinic.open { clinic in
            try await clinic.admit(.assisted)
            let query = ["stay": Inpatient.assisted.stay]
            let shown = try await page(clinic, "credential", query)
            let details = shown.list("details").map {
                "\($0["label"]?.text("zh") ?? "") \($0.text("value") ?? "")"
            }
            #expect(details.contains("救助类别 T03 救助类别03"))
            #expect(details.contains("医保身份编码 T03"))
            let request = try #require(shown.text("request"))
            let form = [
                "act": "save", "request": request, "kind": "resident",
                "number": Inpatient.assisted.number, "cardSN": "",
            ]
            for _ in 1...2 {
                guard
                    case .done(let words, let screen, let next) = try await clinic.look(
                        "assistance/credential", query: query, form: form)
                else { throw Trouble("not saved") }
                #expect(words.zh == "住院凭证已保存。")
                let after = try await page(clinic, screen, next)
                #expect(after["verdict"]?["words"]?.text("zh") == Standing.notice)
                #expect(after["last"]?.text("ending") == "0038")
                #expect(after.text("request") != request, "the next change has a number of its own")
            }
            #expect(try await clinic.rows(of: "SELECT 1 FROM assistanceCredential").count == 1)
        }
    }

    @Test func `§10.4 a wrong number is complained of, and what was typed stays`() async throws {
        try await Clinic.open { clinic in
            try await clinic.admit(.assisted)
            let form = ["act": "save", "request": "desk-1", "kind": "resident", "number": "123"]
            guard
                case .page(let page) = try await clinic.look(
                    "assistance/credential", query: ["stay": Inpatient.assisted.stay], form: form)
            else { throw Trouble("saved") }
            #expect(page["complaint"]?["detail"]?.text("zh")?.contains("身份证号") == true)
            #expect(page.text("number") == "123")
            #expect(page.text("request") == "desk-1")
        }
    }

    @Test func `§10.4 another's credential is saved, shown as not confirmed, and brings no notice`()
        async throws
    {
        try await Clinic.open { clinic in
            try await clinic.admit(.assisted)
            try await clinic.admit(.never)
            let form = [
                "act": "save", "request": "desk-1", "kind": "resident",
                "number": Inpatient.assisted.number,
            ]
            guard
                case .done(_, let screen, let next) = try await clinic.look(
                    "assistance/credential", query: ["stay": Inpatient.never.stay], form: form)
            else { throw Trouble("not saved") }
            let page = try await page(clinic, screen, next)
            let words = page["verdict"]?["words"]?.text("zh") ?? ""
            #expect(words.contains("与患者登记的不一致"), "\(words)")
        }
    }

    @Test func `the unlisted code is shown to whoever must look`() async throws {
        try await Clinic.open { clinic in
            try await clinic.admit(.unlisted)
            let page = try await page(clinic, "deposit", ["stay": Inpatient.unlisted.stay])
            let words = page["verdict"]?["words"]?.text("zh") ?? ""
            #expect(words.contains("身份编码不在对照表中") && words.contains("Z99"), "\(words)")
            #expect(page["verdict"]?.text("tone") == "wait")
        }
    }
}
