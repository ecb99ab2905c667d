import Foundation
import HTTPTypes
import Hospital
import Hub
import Lab
import Testing

@testable import Daemon

/// Text from outside stays text, whatever it holds.
struct HostileTextTests {
    /// Names somebody might register to see what happens.
    static let texts = [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='x",
        "{{csrf}}", "{{{body}}}", "{{#rows}}", "{{>csrf}}", "&lt;b&gt;", "</textarea><b>",
        "javascript:alert(1)", "\u{202E}张三", "a\u{0}b", "<!--", "]]>", "％３Ｃ", "`${x}`",
        "\r\nSet-Cookie: a=b", "../../admin", "\u{FF1C}script\u{FF1E}", "'='",
    ]

    /// The tags of a page and the names of their attributes, without any value.
    private static func skeleton(_ html: String) -> [String] {
        html.matches(of: /<(\/?[A-Za-z!][^\s>]*)((?:[^>"]|"[^"]*")*)>/).map { tag in
            let names = tag.output.2.matches(of: /([A-Za-z-]+)(?:="[^"]*")?/).map { $0.output.1 }
            return ([tag.output.1] + names).joined(separator: " ")
        }
    }

    private static func members(_ text: String) -> [String: JSON] {
        let words = JSON.words(text, text)
        return [
            "rows": [
                [
                    "id": .string(text), "name": .string(text), "total": .string(text),
                    "at": .string(text), "tone": .string(text),
                    "state": ["tone": .string(text), "word": words],
                ]
            ],
            "pager": [
                "newer": ["page": .string(text)], "older": ["page": .string(text)],
                "text": .string(text),
            ],
            "details": [["label": words, "value": .string(text)]],
            "notice": [
                "tone": .string(text), "title": words, "detail": words, "action": .string(text),
            ],
            "fields": .array(
                ["text", "date", "area", "select", "check", "hidden", "money", "password"].map {
                    [
                        "kind": .string($0), "name": .string(text), "label": words,
                        "value": .string(text), "hint": .string(text), "complaint": words,
                        "options": [["value": .string(text), "label": words]],
                    ]
                }),
        ]
    }

    private static let template = """
        {{#notice}}{{>notice}}{{/notice}}
        {{<search}}
        {{/search}}
        {{<list}}
        {{$head}}<th>x</th>{{/head}}
        {{$row}}<td><a href="/desk/clinic/bill?id={{url(id)}}">{{name}}</a></td>\
        <td>{{money(total)}}{{time(at)}}</td><td>{{#state}}{{>badge}}{{/state}}</td>{{/row}}
        {{/list}}
        {{>details}}
        {{<form}}
        {{/form}}
        """

    @Test(arguments: texts)
    func `no text changes what a page is made of`(text: String) async throws {
        let asked = Screen("page", Words("页", "Page"), for: [.cashier]) { visit in
            if visit.form != nil, visit.query["ask"] != nil {
                let words = Words(text, text)
                return .confirm(
                    Screen.Confirmation(words, about: [(words, text)], button: words))
            }
            if visit.form != nil { return .done(Words(text, text), screen: "page", query: [:]) }
            return .page(.object(Self.members(visit.query["tame"] == nil ? text : "tame")))
        }
        let desk = try await TestDesk([asked], templates: ["page": Self.template])
        try await desk.hire("U07", ["cashier"])
        try await desk.open { browser in
            let browser = browser()
            try await browser.signIn("U07")
            let evil = "/desk/clinic/page" + Hand.address(["text": text])
            let page = try await browser.get(evil)
            let tame = try await browser.get("/desk/clinic/page?text=tame&tame=1")
            #expect(page.status == 200)
            #expect(Self.skeleton(page.html) == Self.skeleton(tame.html))
            #expect(!page.html.contains(text) || !text.contains { "<>\"'".contains($0) })
            let form = [("text", text), (text, text)]
            let question = try await browser.post(
                evil + "&ask=1", form, from: page)
            let mild = try await browser.post(
                "/desk/clinic/page?text=tame&ask=1", [("text", "tame"), ("tame", "tame")],
                from: page)
            // A line break makes a value of several lines, each with an input of its own.
            if !text.contains(where: \.isNewline) {
                #expect(Self.skeleton(question.html) == Self.skeleton(mild.html))
            }
            let done = try await browser.post(evil, form, from: page)
            #expect(done.headers[values: .setCookie].allSatisfy { $0.hasPrefix("desk-said=") })
            let said = try await browser.get("/desk/clinic/page?text=tame&tame=1")
            #expect(
                Self.skeleton(said.html).filter { !$0.hasPrefix("div class data-tone role") }
                    .filter { !$0.hasPrefix("strong") && !$0.hasPrefix("/strong") }.count
                    == Self.skeleton(tame.html).filter { !$0.hasPrefix("div class data-tone role") }
                    .filter { !$0.hasPrefix("strong") && !$0.hasPrefix("/strong") }.count + 1)
        }
    }

    @Test(arguments: [
        ("=1+1", "'=1+1"), ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"), ("-1+1", "'-1+1"),
        ("@SUM(A1)", "'@SUM(A1)"), ("  =1", "'  =1"), ("＝1", "'＝1"), ("-12.00", "-12.00"),
        ("+8613800000000", "+8613800000000"), ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""),
        ("a\r\nb", "\"a\r\nb\""), ("\t=1", "'\t=1"), ("张三", "张三"), ("", ""),
    ])
    func `a cell of a table is never a formula`(text: String, cell: String) {
        #expect(CSV.cell(text) == cell)
    }
}
