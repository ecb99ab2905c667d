import Lab

/// The 256-byte text block of an ID card: UTF-16LE, fields of fixed length.
///
/// The flag at byte 248 says which of the four layouts it is; an unknown flag is refused, since
/// the wrong layout would take an English name for an address.
public struct IDText: Sendable {
    public static let length = 256
    private let bytes: [UInt8]

    public init(_ bytes: [UInt8]) throws(IDProblem) {
        guard bytes.count == Self.length else { throw .length(bytes.count) }
        self.bytes = bytes
    }

    /// What it says, checked against itself.
    public func document() throws(IDProblem) -> IDDocument {
        switch unit(at: 248) {
        case 0x20: .resident(try resident())
        case 0x4A /* J */: .hkMacauTaiwan(try permit())
        case 0x49 /* I */: .foreignPR2017(try foreign2017())
        case 0x59 /* Y */: .foreignPR2023(try foreign2023())
        default: throw .unknownCard
        }
    }
}

extension IDText {
    private func resident() throws(IDProblem) -> ResidentCard {
        let card = ResidentCard(
            name: try name(0, 30), sex: try sex(30), ethnicity: try text(32, 4, "ethnicity"),
            birth: try date(36, "birth"), address: try text(52, 70, "address"),
            idNumber: try number(122, 36, .resident),
            authority: try text(158, 30, "authority"), validFrom: try date(188, "valid from"),
            validTo: try lastDay(204))
        try check(card)
        return card
    }

    private func permit() throws(IDProblem) -> ResidencePermit {
        let card = ResidencePermit(
            name: try name(0, 30), sex: try sex(30), birth: try date(36, "birth"),
            address: try text(52, 70, "address"), idNumber: try number(122, 36, .hkMacauTaiwan),
            authority: try text(158, 30, "authority"), validFrom: try date(188, "valid from"),
            validTo: try lastDay(204), pass: try text(220, 18, "pass"),
            issueCount: try text(238, 4, "issue count"))
        try check(card)
        return card
    }

    private func foreign2017() throws(IDProblem) -> ForeignCard2017 {
        let chinese = try text(158, 30, "Chinese name")
        let card = ForeignCard2017(
            englishName: try name(0, 120), sex: try sex(120),
            idNumber: try number(122, 30, .foreignPR2017),
            nationality: try text(152, 6, "nationality"),
            chineseName: chinese.isEmpty ? nil : chinese,
            validFrom: try date(188, "valid from"), validTo: try lastDay(204),
            birth: try date(220, "birth"), version: try text(236, 4, "version"),
            authority: try text(240, 8, "authority"))
        try check(card)
        return card
    }

    private func foreign2023() throws(IDProblem) -> ForeignCard2023 {
        let chinese = try text(0, 30, "Chinese name")
        // Joined before trimming, so that a space between the two parts stays.
        let english =
            try raw(52, 70, "English name") + (try raw(220, 22, "English name"))
        let card = ForeignCard2023(
            chineseName: chinese.isEmpty ? nil : chinese, sex: try sex(30),
            reissueCount: try text(32, 4, "reissue count"), birth: try date(36, "birth"),
            englishName: english.withoutPadding, idNumber: try number(122, 36, .foreignPR2023),
            validFrom: try date(188, "valid from"), validTo: try lastDay(204),
            nationality: try text(242, 6, "nationality"),
            related: try text(250, 6, "related item"))
        guard !card.usualName.isEmpty else { throw .text("name") }
        guard card.idNumber.country?.alpha3 == card.nationality else {
            throw .disagrees("nationality")
        }
        try check(card)
        return card
    }

    /// The number tells birth and mostly sex; a field that says otherwise was misread.
    private func check(_ card: some IdentityCard) throws(IDProblem) {
        let number = card.idNumber
        guard card.birth.digits.suffix(6) == number.shortBirth,
            number.birth == nil || number.birth == card.birth
        else { throw .disagrees("birth") }
        if let saysMale = number.saysMale, card.sex != .unknown {
            guard saysMale == (card.sex == .male) else { throw .disagrees("sex") }
        }
    }
}

extension IDText {
    private func unit(at offset: Int) -> UInt16 {
        UInt16(bytes[offset]) | UInt16(bytes[offset + 1]) << 8
    }

    private func raw(_ offset: Int, _ length: Int, _ field: String) throws(IDProblem) -> String {
        let units = stride(from: offset, to: offset + length, by: 2).map(unit(at:))
        guard let text = String(validating: units, as: UTF16.self) else { throw .text(field) }
        return text
    }

    private func text(_ offset: Int, _ length: Int, _ field: String) throws(IDProblem) -> String {
        let text = try raw(offset, length, field).withoutPadding
        guard !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else { throw .text(field) }
        return text
    }

    private func name(_ offset: Int, _ length: Int) throws(IDProblem) -> String {
        let name = try text(offset, length, "name")
        guard !name.isEmpty else { throw .text("name") }
        return name
    }

    private func sex(_ offset: Int) throws(IDProblem) -> Person.Sex {
        switch unit(at: offset) {
        case 0x31: .male
        case 0x32: .female
        case 0x30, 0x39: .unknown
        default: throw .text("sex")
        }
    }

    private func date(_ offset: Int, _ field: String) throws(IDProblem) -> CivilDate {
        guard let date = CivilDate(digits: try text(offset, 16, field)) else {
            throw .date(field)
        }
        return date
    }

    private func lastDay(_ offset: Int) throws(IDProblem) -> CivilDate? {
        try text(offset, 16, "valid to") == "长期" ? nil : try date(offset, "valid to")
    }

    private func number(
        _ offset: Int, _ length: Int, _ kind: IDNumber.Kind
    ) throws(IDProblem) -> IDNumber {
        let text = try text(offset, length, "number")
        let number = try IDNumber(text)
        // Only a person at a keyboard may write small letters.
        guard number.text == text, number.kind == kind else { throw .shape }
        return number
    }
}

extension String {
    /// Without the spaces, wide spaces and NULs that fill a field up.
    fileprivate var withoutPadding: String {
        guard let last = lastIndex(where: { ![" ", "\u{3000}", "\0"].contains($0) }) else {
            return ""
        }
        return String(self[...last])
    }
}
