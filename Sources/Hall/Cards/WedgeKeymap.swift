/// What the keys of a US keyboard type; a reader always types as if on one.
enum WedgeKeymap {
    enum Key: Equatable {
        case types(UInt8, shifted: UInt8)
        case shift
        /// Control, Alt and Meta: what is typed with them is a command, not a character.
        case command
        case capsLock
        /// Num lock, scroll lock: typed by some readers and without meaning here.
        case silent
        case other
    }

    static func key(_ code: UInt16) -> Key {
        if let typed = characters[code] { return .types(typed.plain, shifted: typed.shifted) }
        return switch code {
        case 42, 54: .shift
        case 29, 97, 56, 100, 125, 126: .command
        case 58: .capsLock
        case 69, 70: .silent
        default: .other
        }
    }

    private static let characters: [UInt16: (plain: UInt8, shifted: UInt8)] = {
        // Codes of linux/input-event-codes.h; each row runs from its first code on.
        let rows: [(UInt16, String, String)] = [
            (2, "1234567890-=", "!@#$%^&*()_+"),
            (15, "\tqwertyuiop[]\r", "\tQWERTYUIOP{}\r"),
            (30, "asdfghjkl;'`", "ASDFGHJKL:\"~"),
            (43, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
            (55, "*", "*"),
            (57, " ", " "),
            (71, "789-456+1230.", "789-456+1230."),
            (96, "\r", "\r"),
            (98, "/", "/"),
        ]
        var table: [UInt16: (plain: UInt8, shifted: UInt8)] = [:]
        for (first, plain, shifted) in rows {
            for (step, pair) in zip(plain.utf8, shifted.utf8).enumerated() {
                table[first + UInt16(step)] = (pair.0, pair.1)
            }
        }
        return table
    }()
}
