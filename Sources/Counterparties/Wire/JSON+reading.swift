extension JSON {
    /// Why bytes are not JSON.
    struct Malformed: Error, Hashable, CustomStringConvertible {
        let reason: String
        /// Bytes from the start.
        let offset: Int
        var description: String { "not JSON at byte \(offset): \(reason)" }
    }

    /// Reads RFC 8259, strictly: UTF-8 without fault, no member twice, nothing after the value.
    init(parsing bytes: some Collection<UInt8>) throws(Malformed) {
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw Malformed(reason: "not UTF-8", offset: 0)
        }
        var reader = JSONReader(bytes: Array(bytes))
        self = try reader.document()
    }
}

/// Reads JSON byte by byte.
private struct JSONReader {
    let bytes: [UInt8]
    var place = 0
    /// How deep arrays and objects may lie in each other.
    static let depthLimit = 64

    private typealias Malformed = JSON.Malformed

    mutating func document() throws(JSON.Malformed) -> JSON {
        let value = try value(depth: 0)
        skipBlanks()
        guard place == bytes.count else { throw fault("something after the value") }
        return value
    }

    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    private func fault(_ reason: String) -> Malformed { Malformed(reason: reason, offset: place) }

    private mutating func skipBlanks() {
        while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { place += 1 }
    }

    /// Steps over `byte` where it is next.
    private mutating func take(_ byte: Character) -> Bool {
        guard next == byte.asciiValue else { return false }
        place += 1
        return true
    }

    private mutating func expect(_ byte: Character) throws(Malformed) {
        guard take(byte) else { throw fault("expected \(byte)") }
    }

    private mutating func value(depth: Int) throws(Malformed) -> JSON {
        guard depth < Self.depthLimit else { throw fault("too deep") }
        skipBlanks()
        switch next {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func word(_ word: String, _ value: JSON) throws(Malformed) -> JSON {
        guard bytes[place...].starts(with: word.utf8) else { throw fault("unknown word") }
        place += word.utf8.count
        return value
    }

    private mutating func object(depth: Int) throws(Malformed) -> JSON {
        try expect("{")
        var members: [JSON.Member] = []
        var names: Set<String> = []
        skipBlanks()
        if take("}") { return .object([]) }
        repeat {
            skipBlanks()
            let name = try string()
            guard names.insert(name).inserted else { throw fault("a member twice") }
            skipBlanks()
            try expect(":")
            members.append(JSON.Member(name: name, value: try value(depth: depth + 1)))
            skipBlanks()
        } while take(",")
        try expect("}")
        return .object(members)
    }

    private mutating func array(depth: Int) throws(Malformed) -> JSON {
        try expect("[")
        var elements: [JSON] = []
        skipBlanks()
        if take("]") { return .array([]) }
        repeat {
            elements.append(try value(depth: depth + 1))
            skipBlanks()
        } while take(",")
        try expect("]")
        return .array(elements)
    }

    private mutating func digits() throws(Malformed) {
        let start = place
        while let byte = next, UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte { place += 1 }
        guard place > start else { throw fault("expected a digit") }
    }

    private mutating func number() throws(Malformed) -> String {
        let start = place
        _ = take("-")
        if !take("0") { try digits() }
        if take(".") { try digits() }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            try digits()
        }
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    private mutating func string() throws(Malformed) -> String {
        try expect("\"")
        var text: [UInt8] = []
        while let byte = next {
            place += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): text += Array(String(try escape()).utf8)
            case 0..<0x20: throw fault("a control character in a string")
            default: text.append(byte)
            }
        }
        throw fault("a string without end")
    }

    private mutating func escape() throws(Malformed) -> Character {
        guard let byte = next else { throw fault("a string without end") }
        place += 1
        switch byte {
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "u"): return Character(try scalar())
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
            return Character(UnicodeScalar(byte))
        default: throw fault("unknown escape")
        }
    }

    private mutating func scalar() throws(Malformed) -> UnicodeScalar {
        var code = try hex()
        if 0xD800..<0xDC00 ~= code {
            guard take("\\"), take("u") else { throw fault("half a character") }
            let low = try hex()
            guard 0xDC00..<0xE000 ~= low else { throw fault("half a character") }
            code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = UnicodeScalar(code) else { throw fault("half a character") }
        return scalar
    }

    private mutating func hex() throws(Malformed) -> UInt32 {
        guard place + 4 <= bytes.count else { throw fault("a short escape") }
        let text = String(decoding: bytes[place..<place + 4], as: UTF8.self)
        guard text.allSatisfy(\.isHexDigit), let code = UInt32(text, radix: 16) else {
            throw fault("a short escape")
        }
        place += 4
        return code
    }
}
