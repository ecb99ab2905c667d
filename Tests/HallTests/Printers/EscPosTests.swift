import Foundation
import Lab
import Testing

@testable import Hall

struct EscPosTests {
    private func bytes(
        _ slip: Slip = .example(), paper: Int = 80, cut: Bool = true, beep: Bool = false
    ) -> [UInt8] {
        EscPos.bytes(
            of: TicketLayout(slip, in: .hospital), paper: paper, cut: cut, beep: beep)
    }

    @Test(arguments: [(58, 32), (80, 48)])
    func `§6.1 no line of the ticket is wider than the paper`(paper: Int, columns: Int) throws {
        let roll = try Roll(bytes(.example(isEmergency: true), paper: paper))
        #expect(roll.lines.count > 8)
        for line in roll.lines {
            #expect(GB18030.columns(of: line.text) * line.width <= columns, "\(line.text)")
        }
    }

    @Test(arguments: [(58, 8), (80, 8)])
    func `§6.1 the number is printed in the largest type the printer has`(
        paper: Int, times: Int
    ) throws {
        let roll = try Roll(bytes(paper: paper))
        let number = try #require(roll.lines.first { $0.text == "A083" })
        #expect(number.width == times && number.height == times)
        #expect(roll.lines.filter { $0.width * $0.height > 4 }.map(\.text) == ["A083"])
    }

    @Test func `§6.1 the ticket reads in Chinese and English`() throws {
        let roll = try Roll(bytes(paper: 58))
        #expect(
            roll.lines.map(\.text) == [
                "本部 门诊采血室", "A083", "门诊", "Outpatient",
                String(repeating: "-", count: 32), "前面 12 人", "约等 15-25 分钟",
                "12 ahead of you, about 15-25 min", "单*明                11-22 07:31",
                String(repeating: "-", count: 32), "空腹，卷起衣袖", "抽血后按压五分钟",
                "Fasting; roll up your sleeve;", "press the arm five minutes after",
                "扫码看进度 Scan to follow",
            ])
    }

    @Test func `§6.1 the printer's own QR code leads to the patient's page`() throws {
        let slip = Slip.example()
        #expect(try Roll(bytes(slip)).code == slip.page)
    }

    @Test func `§6.1 an emergency is framed`() throws {
        let lines = try Roll(bytes(.example(isEmergency: true), paper: 58)).lines.map(\.text)
        #expect(
            lines[1...3] == [
                "┏━━━━━━┓", "┃急 EMERGENCY┃",
                "┗━━━━━━┛",
            ])
        #expect(try !Roll(bytes()).lines.contains { $0.text.contains("急") })
    }

    @Test func `a reprint says so`() throws {
        let lines = try Roll(bytes(.example(isReprint: true))).lines.map(\.text)
        #expect(lines.contains { $0.hasSuffix("11-22 07:31 重打") })
    }

    @Test func `cutting and beeping are asked for only where they are set`() {
        let cut: [UInt8] = [0x1D, 0x56, 66, 0]
        let beep: [UInt8] = [0x1B, 0x42, 2, 1]
        #expect(bytes(cut: true).suffix(4) == cut[...])
        #expect(!bytes(cut: false).contains(cut))
        #expect(bytes(beep: true).contains(beep))
        #expect(!bytes(beep: false).contains(beep))
    }
}

/// What a thermal printer understands of the bytes it is sent.
struct Roll {
    struct Line: Equatable {
        let text: String
        /// Times the printer's own type.
        let width: Int
        let height: Int
    }

    struct Garbled: Error {
        let command: [UInt8]
    }

    private(set) var lines: [Line] = []
    private(set) var code: String?

    /// Reads `bytes` as a printer does; throws at a command it does not know.
    init(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        var text: [UInt8] = []
        var size: UInt8 = 0
        while let byte = rest.first {
            switch byte {
            case 0x0A:
                if !text.isEmpty {
                    let words = try #require(GB18030.text(text))
                    let (width, height) = (Int(size >> 4) + 1, Int(size & 7) + 1)
                    lines.append(Line(text: words, width: width, height: height))
                }
                text = []
                rest = rest.dropFirst()
            case 0x1B, 0x1C, 0x1D:
                let count = try Self.length(of: rest)
                let command = rest.prefix(count)
                if command.starts(with: [0x1D, 0x21]) { size = command.last ?? 0 }
                if command.starts(with: [0x1D, 0x28, 0x6B]), Array(command)[6] == 0x50 {
                    code = String(decoding: command.dropFirst(8), as: UTF8.self)
                }
                rest = rest.dropFirst(count)
            default:
                text.append(byte)
                rest = rest.dropFirst()
            }
        }
    }

    /// Bytes of the command at the head of `bytes`, by the ESC/POS reference.
    private static func length(of bytes: ArraySlice<UInt8>) throws -> Int {
        let head = Array(bytes.prefix(5))
        switch (head[0], head[1]) {
        case (0x1B, 0x40), (0x1B, 0x32), (0x1C, 0x26): return 2
        case (0x1B, 0x61), (0x1B, 0x45), (0x1B, 0x33), (0x1B, 0x64), (0x1D, 0x21): return 3
        case (0x1B, 0x42), (0x1D, 0x56): return 4
        case (0x1D, 0x28): return 5 + Int(head[3]) + Int(head[4]) * 256
        default: throw Garbled(command: head)
        }
    }
}
