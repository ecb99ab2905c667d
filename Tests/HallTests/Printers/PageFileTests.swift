import Foundation
import Lab
import Testing

@testable import Hall

/// What may be printed is known by its bytes, not by what its sender calls it.
struct PageFileTests {
    private func fault(_ bytes: [UInt8]) -> PageFile.Fault? {
        do {
            _ = try PageFile(id: "x", title: "x", bytes: bytes)
            return nil
        } catch {
            return error
        }
    }

    @Test func `a page and a picture are known by their bytes`() throws {
        let bill = Bill(number: "0000000001")
        #expect(try Bill.file(bill.pdf()).format == .pdf)
        // 210 by 127 mm at 150 dots an inch.
        #expect(try Bill.file(bill.png()).format == .png(width: 1_241, height: 750))
    }

    @Test func `what is no page is refused by name`() throws {
        let bill = Bill(number: "0000000001")
        #expect(fault([]) == .empty)
        #expect(fault(Array("<html>502 Bad Gateway</html>".utf8)) == .unknownFormat)
        #expect(fault([UInt8](repeating: 0x25, count: (8 << 20) + 1)) == .tooLarge((8 << 20) + 1))
        let pdf = try bill.pdf()
        #expect(fault(Array(pdf.dropLast(pdf.count / 2))) == .cutOff)
        let png = try bill.png()
        #expect(fault(Array(png.dropLast(100))) == .cutOff)
        #expect(fault(Array(png.prefix(20))) == .unknownFormat)
    }

    @Test func `a picture that would fill the memory is refused before it is read`() throws {
        var png = try Bill(number: "0000000001").png()
        // Its header says 65536 by 65536 dots.
        for at in [16, 20] { png.replaceSubrange(at..<at + 4, with: [0, 1, 0, 0]) }
        #expect(fault(png) == .tooManyDots(65_536, 65_536))
    }

    @Test func `each fault is told in both languages, and a file never by its bytes`() throws {
        let faults: [PageFile.Fault] = [
            .empty, .tooLarge(9), .cutOff, .tooManyDots(1, 2), .unknownFormat,
        ]
        #expect(Set(faults.map(\.words.zh)).count == faults.count)
        #expect(faults.allSatisfy { $0.words.en.allSatisfy(\.isASCII) })
        let file = try Bill.file(Bill(number: "0000000007").pdf())
        #expect("\(file) \(String(reflecting: file))".contains("%PDF") == false)
    }
}
