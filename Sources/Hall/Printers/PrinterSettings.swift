import Lab

/// One printer of the hall, as the settings file names it.
public struct PrinterSettings: Codable, Sendable, Hashable, Identifiable {
    /// What the printer understands, and so how a paper reaches it.
    public enum Kind: String, Codable, Sendable, CaseIterable {
        /// A raw CUPS queue before a thermal printer that speaks ESC/POS.
        case escpos
        /// Any other CUPS queue; it is sent a page in PDF.
        case pdf
        /// No printer: pages in PDF are written to the folder named by `queue`.
        case folder
    }

    /// What kiosks and other printers call it, such as `P1`.
    public var id: String
    /// The CUPS queue, or the folder for `Kind.folder`.
    public var queue: String
    /// Where CUPS listens: `localhost:631`, `127.0.0.1:PORT` or the path of a socket.
    ///
    /// Left out, it is this machine's own CUPS.
    public var server: String?
    public var kind: Kind
    /// Width of the paper in millimetres, 58 or 80.
    public var paper: Int
    /// The sheets it holds, for pages that are no tickets (`Kind.pdf`); its roll where left out.
    public var sheet: PageSize?
    /// Whether it takes pages that are no tickets; false where bills need a page printer.
    public var pages: Bool
    /// The printer that takes over when this one fails.
    public var fallback: String?
    /// Whether the printer cuts each ticket off (ESC/POS only).
    public var cut: Bool
    /// Whether the printer beeps when a ticket is out (ESC/POS only).
    public var beep: Bool
    /// CUPS options sent with each job, such as `media` for a driver that names its rolls.
    public var options: [String: String]

    public init(
        id: String, queue: String, server: String? = nil, kind: Kind = .escpos, paper: Int = 80,
        sheet: PageSize? = nil, pages: Bool = true, fallback: String? = nil, cut: Bool = true,
        beep: Bool = false,
        options: [String: String] = [:]
    ) {
        self.id = id
        self.queue = queue
        self.server = server
        self.kind = kind
        self.paper = paper
        self.sheet = sheet
        self.pages = pages
        self.fallback = fallback
        self.cut = cut
        self.beep = beep
        self.options = options
    }

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        id = try fields.decode(String.self, forKey: .id)
        queue = try fields.decodeIfPresent(String.self, forKey: .queue) ?? id
        server = try fields.decodeIfPresent(String.self, forKey: .server)
        kind = try fields.decodeIfPresent(Kind.self, forKey: .kind) ?? .escpos
        paper = try fields.decodeIfPresent(Int.self, forKey: .paper) ?? 80
        sheet = try fields.decodeIfPresent(PageSize.self, forKey: .sheet)
        pages = try fields.decodeIfPresent(Bool.self, forKey: .pages) ?? true
        fallback = try fields.decodeIfPresent(String.self, forKey: .fallback)
        cut = try fields.decodeIfPresent(Bool.self, forKey: .cut) ?? true
        beep = try fields.decodeIfPresent(Bool.self, forKey: .beep) ?? false
        options = try fields.decodeIfPresent([String: String].self, forKey: .options) ?? [:]
        guard [58, 80].contains(paper) else {
            throw DecodingError.dataCorruptedError(
                forKey: .paper, in: fields,
                debugDescription: "paper of printer \(id) is \(paper) mm; use 58 or 80")
        }
    }
}
