import Lab

/// A column of the table of categories: its headings, and what may stand in it.
enum CategoryField: String, CaseIterable, Sendable {
    case code, name, insurer, hospital, from, until, sort

    /// The heading of exports.
    var words: Words {
        switch self {
        case .code: Words("类别代码", "Code")
        case .name: Words("类别名称", "Name")
        case .insurer: Words("医保身份编码", "Insurer's code (matIdetCode)")
        case .hospital: Words("院内类别", "Hospital's code")
        case .from: Words("有效期起", "From")
        case .until: Words("有效期止", "Until")
        case .sort: Words("排序", "Order")
        }
    }

    /// Headings under which lists from the insurer and from the HIS have it, in small letters.
    private var headings: Set<String> {
        switch self {
        case .code: ["类别代码", "代码", "code"]
        case .name: ["类别名称", "名称", "name", "matidetname"]
        case .insurer: ["医保身份编码", "身份编码", "insurer", "matidetcode", "mat_idet_code"]
        case .hospital: ["院内类别", "院内代码", "院内类别代码", "hospital"]
        case .from: ["有效期起", "启用日期", "开始日期", "生效日期", "from", "begntime"]
        case .until: ["有效期止", "停用日期", "结束日期", "失效日期", "until", "to", "endtime"]
        case .sort: ["排序", "序号", "sort", "order"]
        }
    }

    init?(heading: String) {
        let plain = heading.lowercased().filter { !$0.isWhitespace }
        guard
            let field = Self.allCases.first(where: {
                $0.headings.contains(plain)
                    || $0.words.en.lowercased().filter { !$0.isWhitespace } == plain
            })
        else { return nil }
        self = field
    }

    /// Unicode scalars.
    var limit: Int {
        switch self {
        case .code, .insurer, .hospital: 20
        case .name: 100
        case .from, .until, .sort: 10
        }
    }

    var isRequired: Bool { [.code, .name, .insurer].contains(self) }
}
