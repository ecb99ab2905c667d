extension HL7 {
    /// Spells separators and line ends inside text, HL7 v2 chapter 2, "Use of escape sequences".
    struct Escapes {
        let separators: Separators
        let charset: Charset

        init(_ separators: Separators, _ charset: Charset) {
            self.separators = separators
            self.charset = charset
        }

        func unescape(_ bytes: ArraySlice<UInt8>) -> String {
            guard bytes.contains(separators.escape) else {
                return String(decoding: bytes, as: UTF8.self)
            }
            var text: [UInt8] = []
            var rest = bytes
            while let open = rest.firstIndex(of: separators.escape) {
                text += rest[..<open]
                let after = rest[(open + 1)...]
                // A lone escape character is taken as itself.
                guard
                    let close = after.firstIndex(of: separators.escape),
                    let meaning = meaning(of: after[..<close])
                else {
                    text.append(separators.escape)
                    rest = after
                    continue
                }
                text += meaning
                rest = after[(close + 1)...]
            }
            return String(decoding: text + rest, as: UTF8.self)
        }

        private func meaning(of sequence: ArraySlice<UInt8>) -> [UInt8]? {
            switch String(decoding: sequence, as: UTF8.self) {
            case "F": [separators.field]
            case "S": [separators.component]
            case "T": [separators.subcomponent]
            case "R": [separators.repetition]
            case "E": [separators.escape]
            case ".br", ".BR": [0x0A]
            // Begin and end of highlighting.
            case "H", "N": []
            case let hex where hex.first == "X": bytes(hex.dropFirst())
            default: nil
            }
        }

        private func bytes(_ hex: Substring) -> [UInt8]? {
            let digits = hex.compactMap(\.hexDigitValue)
            guard digits.count == hex.count, !digits.isEmpty, digits.count.isMultiple(of: 2) else {
                return nil
            }
            let bytes = stride(from: 0, to: digits.count, by: 2)
                .map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
            return charset.decode(bytes).map { Array($0.utf8) }
        }

        func escape(_ text: String) -> [UInt8] {
            text.utf8.flatMap { byte -> [UInt8] in
                switch byte {
                case separators.field: sequence("F")
                case separators.component: sequence("S")
                case separators.subcomponent: sequence("T")
                case separators.repetition: sequence("R")
                case separators.escape: sequence("E")
                case 0x0A: sequence(".br")
                // Other control characters, above all CR and the marks of MLLP frames.
                case 0x00...0x1F, 0x7F: sequence("X" + Self.hex(byte))
                default: [byte]
                }
            }
        }

        private func sequence(_ name: String) -> [UInt8] {
            [separators.escape] + Array(name.utf8) + [separators.escape]
        }

        private static func hex(_ byte: UInt8) -> String {
            (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }
    }
}
