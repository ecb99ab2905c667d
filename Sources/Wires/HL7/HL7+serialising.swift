extension HL7.Message {
    /// The message as text, each segment ending in CR.
    public var text: String {
        let escapes = HL7.Escapes(separators, charset)
        var bytes: [UInt8] = []
        for segment in segments {
            bytes += Array(segment.name.utf8)
            var fields = segment.fields[...]
            if segment.name == "MSH" {
                bytes.append(separators.field)
                bytes += Array(segment["2"].utf8)
                fields = fields.dropFirst(2)
            }
            for field in fields {
                bytes.append(separators.field)
                bytes += field.serialised(escapes)
            }
            bytes.append(0x0D)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The message as bytes of its charset.
    public var bytes: [UInt8] { charset.encode(text) }
}

extension HL7.Field {
    fileprivate func serialised(_ escapes: HL7.Escapes) -> [UInt8] {
        let separators = escapes.separators
        return Array(
            repetitions.map { repetition in
                Array(
                    repetition.components.map { component in
                        Array(
                            component.subcomponents.map(escapes.escape)
                                .joined(separator: [separators.subcomponent]))
                    }.joined(separator: [separators.component]))
            }.joined(separator: [separators.repetition]))
    }

    /// One value of plain components.
    public init(_ components: String...) {
        self.init([HL7.Repetition(components.map { HL7.Component([$0]) })])
    }
}
