import Foundation
import Lab
import TestKit
import Testing

@testable import Hall

struct TicketPageTests {
    @Test(arguments: [58, 80])
    func `§6.1 the page says all a patient needs, in order, and nothing else`(
        paper: Int
    ) throws {
        let text = try Printed(.example(), paper: paper).text()
        #expect(
            text.filter { !$0.isWhitespace } == """
                本部门诊采血室A083门诊Outpatient前面12人约等15–25分钟\
                12aheadofyou,about15–25min单*明11-2207:31空腹，卷起衣袖抽血后按压五分钟\
                Fasting;rollupyoursleeve;pressthearmfiveminutesafter扫码看进度Scantofollow
                """)
    }

    @Test(arguments: [58, 80])
    func `§6.1 the QR code on the page is read back by a scanner`(paper: Int) throws {
        let slip = Slip.example()
        let page = try Printed(slip, paper: paper)
        let read = try Subprogram.run(
            "/usr/bin/zbarimg", ["--nodbus", "--quiet", "--raw", page.picture().path])
        #expect(read.trimmingCharacters(in: .whitespacesAndNewlines) == slip.page)
    }

    @Test(arguments: [58, 80])
    func `§6.1 the page is as wide as the paper, one page long, and brings its font`(
        paper: Int
    ) throws {
        let page = try Printed(.example(), paper: paper)
        let facts = try Subprogram.run("/usr/bin/pdfinfo", [page.file.path])
        let width = try #require(facts.firstMatch(of: /Page size:\s+([0-9.]+) x/)?.1)
        let points = try #require(Double(width))
        #expect(abs(points / 72 * 25.4 - Double(paper)) < 0.5)
        #expect(facts.contains(/Pages:\s+1\n/))
        #expect(facts.contains(/Title:\s+A083\n/))
        let fonts = try Subprogram.run("/usr/bin/pdffonts", [page.file.path])
        #expect(fonts.contains("NotoSansCJKsc"))
    }

    @Test func `§6.1 an emergency has its character in a frame`() throws {
        let page = try Printed(.example(label: "E007", isEmergency: true), paper: 80)
        #expect(try page.text().contains("急 EMERGENCY"))
        let plain = try Printed(.example(label: "E007"), paper: 80)
        #expect(try !plain.text().contains("急"))
        #expect(page.height > plain.height)
    }

    @Test func `a long queue name and a long label stay on the paper`() throws {
        let slip = Slip(
            id: "x", hall: "很长很长的名字的医院门诊大楼二层检验科采血大厅", label: "GTT-1083",
            queue: Words("口服葡萄糖耐量试验专用队列", "Oral glucose tolerance test"),
            maskedName: "J*** S****", ahead: 0, issuedAt: .now, page: "http://h/t/x")
        for paper in [58, 80] {
            let page = try Printed(slip, paper: paper)
            let text = try page.text()
            #expect(text.contains("GTT-1083"))
            // The outermost millimetre on both sides is white.
            let box = try Subprogram.run(
                "/usr/bin/pdftotext", ["-bbox", page.file.path, "-"])
            let right = box.matches(of: /xMax="([0-9.]+)"/).compactMap { Double($0.1) }.max() ?? 0
            #expect(right <= (Double(paper) - 1) / 25.4 * 72)
            let left = box.matches(of: /xMin="([0-9.]+)"/).compactMap { Double($0.1) }.min() ?? 0
            #expect(left >= 72 / 25.4)
        }
    }
}

/// A ticket on paper, in a folder of its own.
final class Printed {
    let file: URL
    /// Millimetres.
    let height: Int
    private let folder: URL

    init(_ slip: Slip, paper: Int) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "page-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let page = try TicketPage(TicketLayout(slip, in: .hospital), paper: paper)
        height = page.height
        file = folder.appending(path: "ticket.pdf")
        try Data(page.bytes).write(to: file)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func text() throws -> String {
        try Subprogram.run("/usr/bin/pdftotext", ["-raw", file.path, "-"])
    }

    /// As a thermal head of 8 dots per millimetre prints it.
    func picture() throws -> URL {
        let stem = folder.appending(path: "ticket").path
        try Subprogram.run(
            "/usr/bin/pdftoppm", ["-r", "203", "-mono", "-singlefile", file.path, stem])
        return URL(filePath: stem + ".pbm")
    }
}
