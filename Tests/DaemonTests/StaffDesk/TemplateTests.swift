import Foundation
import Hospital
import Hub
import Logging
import Mustache
import Testing

@testable import Daemon

/// What every template of the desk is held to, the connectors' too.
struct TemplateTests {
    static let files = Shelf.paths(in: TestDesk.pages).filter { $0.hasSuffix(".mustache") }

    private func text(_ path: String) throws -> String {
        try String(contentsOf: TestDesk.pages.appending(path: path), encoding: .utf8)
    }

    @Test func `all of them compile`() {
        let shelf = Shelf(reading: TestDesk.pages)
        #expect(shelf.faults == [:])
        #expect(Self.files.count > 15)
    }

    @Test(arguments: files)
    func `nothing is written unescaped, and nothing runs in the page itself`(path: String) throws {
        let text = try text(path)
        if path != "layout.mustache" { #expect(!text.contains("{{{")) }
        #expect(!text.contains("{{&"))
        #expect(text.firstMatch(of: /\sstyle\s*=|\son[a-z]+\s*=/.ignoresCase()) == nil)
        if path != "layout.mustache" {
            #expect(
                text.firstMatch(of: /<script|<style|<iframe|<base|<object/.ignoresCase()) == nil)
        }
        // An unquoted value would end at the first space of a name.
        let unquoted = text.replacing(/"[^"]*"/, with: "quoted")
        #expect(unquoted.firstMatch(of: /=\s*\{\{/) == nil)
        #expect(text.firstMatch(of: /='/) == nil)
    }

    @Test(arguments: files)
    func `every address stays in the house`(path: String) throws {
        for match in try text(path).matches(of: /(?:href|action|src)="([^"]*)"/) {
            let address = match.output.1
            let isOurs =
                ["/", "?", "#"].contains { address.hasPrefix($0) && !address.hasPrefix("//") }
                || address.wholeMatch(
                    of: /\{\{\.?(path|here|href|inChinese|inEnglish|target|back)\}\}.*/) != nil
            #expect(isOurs, "\(address)")
        }
    }

    @Test(arguments: files)
    func `every form that changes something carries the mark`(path: String) throws {
        let text = try text(path)
        for match in text.matches(of: /<form[^>]*method="post"[^>]*>/) {
            let rest = text[match.range.upperBound...]
            let form = rest.prefix(upTo: rest.range(of: "</form>")?.lowerBound ?? rest.endIndex)
            #expect(form.contains("{{>csrf}}"), "\(match.output)")
        }
        for match in text.matches(of: /<form[^>]*>/) {
            #expect(match.output.contains("method=\""), "\(match.output)")
        }
    }

    @Test(arguments: files)
    func `every text and every part it names is there`(path: String) throws {
        let text = try text(path)
        let folder = path.split(separator: "/").dropLast().joined(separator: "/")
        let shelf = Shelf(reading: TestDesk.pages)
        var known = Set((shelf.words[""] ?? [:]).keys)
        if folder != "parts" { known.formUnion((shelf.words[folder] ?? [:]).keys) }
        for match in text.matches(of: /\bt\.([A-Za-z0-9-]+)/) where !text.contains("t.word") {
            #expect(known.contains(String(match.output.1)), "t.\(match.output.1)")
        }
        for match in text.matches(of: /\{\{[><]\s*([A-Za-z0-9\/-]+)/) {
            #expect(
                shelf.names.contains(String(match.output.1)),
                "\(match.output.1)")
        }
    }

    @Test func `values are written as the page asks`() throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "hand-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let hand = Hand(
            tongue: .en, zone: try #require(TimeZone(identifier: "Asia/Shanghai")),
            query: ["page": "2", "text": "a b"],
            words: ["campus-benbu": .words("本部", "Main campus")])
        let members: [String: JSON] = [
            "fen": .integer(-5), "zero": .integer(0), "text": "x", "empty": "", "none": .null,
            "words": .words("中", "E"), "at": "2026-11-21T16:05:09Z", "list": ["a", "b"],
            "nothing": [], "turn": ["page": .null, "day": .integer(3)], "yes": .bool(true),
            "place": .campus("benbu"), "elsewhere": .campus("mars"),
            "row": ["name": .null], "name": "outer",
        ]
        let cases = [
            ("{{money(fen)}} {{money(zero)}} {{money(text)}}", "-0.05 0.00 x"),
            ("{{words}}{{zh}}", "E"),
            ("{{place}} {{elsewhere}}", "Main campus mars"),
            (
                "{{time(at)}}|{{date(at)}}|{{clock(at)}}",
                "2026-11-22 00:05|2026-11-22|00:05:09"
            ),
            ("{{time(text)}}", ""), ("{{search(turn)}}", "?day=3&amp;text=a%20b"),
            (
                "{{count(list)}}{{#any(list)}}+{{/any(list)}}{{^any(nothing)}}-{{/any(nothing)}}",
                "2+-"
            ),
            ("{{#is-x(text)}}yes{{/is-x(text)}}{{^is-y(text)}}no{{/is-y(text)}}", "yesno"),
            ("{{#empty}}1{{/empty}}{{#none}}2{{/none}}{{#zero}}3{{/zero}}{{#yes}}4{{/yes}}", "34"),
            ("{{^empty}}1{{/empty}}{{^none}}2{{/none}}{{^nothing}}3{{/nothing}}", "123"),
            ("{{#list}}{{.}}{{^last()}},{{/last()}}{{/list}}", "a,b"),
            ("{{#row}}[{{name}}|{{.other}}]{{/row}}", "[|]"), ("{{list}}{{row}}", ""),
        ]
        for (index, (text, _)) in cases.enumerated() {
            try Data(text.utf8).write(to: folder.appending(path: "case\(index).mustache"))
        }
        let templates = Templates(
            folder: folder, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        for (index, (text, drawn)) in cases.enumerated() {
            #expect(try templates.draw("case\(index)", members, hand: hand) == drawn, "\(text)")
        }
    }

    @Test func `amounts are exact at the ends of their range`() {
        #expect(Hand.money(.min) == "-92233720368547758.08")
        #expect(Hand.money(.max) == "92233720368547758.07")
        #expect(Hand.money(100) == "1.00")
    }
}
