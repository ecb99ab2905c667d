/// ESC/POS, the language of thermal printers, and a ticket in it.
///
/// Text is GB18030; commands are those which Epson's and the usual Chinese printers share.
enum EscPos {
    static func bytes(of layout: TicketLayout, paper: Int, cut: Bool, beep: Bool) -> [UInt8] {
        // A column of type has 12 dots.
        let columns = dots(paper) / 12
        var bytes: [UInt8] = [esc, 0x40, fs, 0x26]  // reset; Chinese characters on
        for element in layout.elements {
            switch element {
            case .text(let text, let size, let isBold):
                bytes += lines(text, scale(size, text, columns), isBold: isBold, columns)
            case .framed(let text):
                bytes += frame(text, columns)
            case .pair(let left, let right):
                bytes += pair(left, right, columns)
            case .code(let text):
                bytes += code(text, dots: columns * 12)
            case .rule:
                bytes += centred + Array(repeating: UInt8(ascii: "-"), count: columns) + [lf]
            }
        }
        return bytes + ending(cut: cut, beep: beep)
    }

    /// What follows everything printed.
    static func ending(cut: Bool, beep: Bool) -> [UInt8] {
        var bytes: [UInt8] = []
        if beep { bytes += [esc, 0x42, 2, 1] }  // twice, 100 ms each
        bytes += [esc, 0x64, 3]  // feed three lines, past the tear bar
        if cut { bytes += [gs, 0x56, 66, 0] }  // feed to the knife, partial cut
        return bytes
    }

    /// What the head prints in a row, at 8 dots per millimetre: 48 of 58 mm, 72 of 80 mm.
    static func dots(_ paper: Int) -> Int { paper == 58 ? 384 : 576 }

    private static let esc: UInt8 = 0x1B
    private static let fs: UInt8 = 0x1C
    private static let gs: UInt8 = 0x1D
    private static let lf: UInt8 = 0x0A
    private static let centred: [UInt8] = [esc, 0x61, 1]

    /// Times wider and taller than the printer's own type, 1 to 8.
    private struct Scale {
        let width: Int
        let height: Int
        var command: [UInt8] { [gs, 0x21, UInt8((width - 1) << 4 | (height - 1))] }
        static let plain = Scale(width: 1, height: 1)
        static let double = Scale(width: 2, height: 2)
    }

    private static func scale(_ size: TicketLayout.Size, _ text: String, _ columns: Int) -> Scale {
        switch size {
        case .small: return .plain
        case .medium: return Scale(width: 1, height: 2)
        case .large: return .double
        case .number:
            let times = min(8, max(1, columns / max(1, GB18030.columns(of: text))))
            return Scale(width: times, height: times)
        }
    }

    private static func lines(
        _ text: String, _ scale: Scale, isBold: Bool, _ columns: Int
    ) -> [UInt8] {
        var bytes = centred + scale.command + [esc, 0x45, isBold ? 1 : 0]
        // The dash between numbers would be as wide as a Chinese character.
        let text = text.replacing("–", with: "-")
        for line in GB18030.wrap(text, columns: columns / scale.width) {
            bytes += GB18030.bytes(line) + [lf]
        }
        return bytes + Scale.plain.command + [esc, 0x45, 0]
    }

    /// Double-sized text between lines that join.
    private static func frame(_ text: String, _ columns: Int) -> [UInt8] {
        // A line character takes two columns, doubled four.
        let inner = max((GB18030.columns(of: text) + 1) / 2, columns / 4 - 2)
        let spare = inner * 2 - GB18030.columns(of: text)
        let before = String(repeating: " ", count: spare / 2)
        let after = String(repeating: " ", count: spare - spare / 2)
        let bar = String(repeating: "━", count: inner)
        var bytes = centred + Scale.double.command
        bytes += [esc, 0x33, 0]  // no space between lines
        for line in ["┏\(bar)┓", "┃\(before)\(text)\(after)┃", "┗\(bar)┛"] {
            bytes += GB18030.bytes(line) + [lf]
        }
        return bytes + [esc, 0x32] + Scale.plain.command
    }

    private static func pair(_ left: String, _ right: String, _ columns: Int) -> [UInt8] {
        let spare = columns - GB18030.columns(of: left) - GB18030.columns(of: right)
        let lines =
            spare > 0 ? [left + String(repeating: " ", count: spare) + right] : [left, right]
        let tall = Scale(width: 1, height: 2)
        return [esc, 0x61, 0] + tall.command
            + lines.flatMap { GB18030.bytes($0) + [lf] } + Scale.plain.command
    }

    /// The printer's own QR code, model 2, error correction M.
    private static func code(_ text: String, dots: Int) -> [UInt8] {
        let bytes = Array(text.utf8)
        // About 27 mm wide: a phone reads it at arm's length.
        let modules = QRModules(text)?.width ?? 33
        let dot = UInt8(min(8, max(3, min(dots - 32, 216) / modules)))
        let count = bytes.count + 3
        return centred
            + [gs, 0x28, 0x6B, 4, 0, 0x31, 0x41, 0x32, 0]
            + [gs, 0x28, 0x6B, 3, 0, 0x31, 0x43, dot]
            + [gs, 0x28, 0x6B, 3, 0, 0x31, 0x45, 0x31]
            + [gs, 0x28, 0x6B, UInt8(count & 0xFF), UInt8(count >> 8), 0x31, 0x50, 0x30] + bytes
            + [gs, 0x28, 0x6B, 3, 0, 0x31, 0x51, 0x30, lf]
    }
}
