/// Text blocks of invented ID cards, built field by field as their layouts say.
struct IDBlock: Sendable, CustomStringConvertible {
    let name: String
    let fields: [(length: Int, value: String)]
    var description: String { name }

    /// 256 bytes, UTF-16LE, each field filled up with spaces.
    var bytes: [UInt8] {
        fields.flatMap { field in
            let units = Array(field.value.utf16)
            let filled = units + Array(repeating: 0x20, count: field.length / 2 - units.count)
            return filled.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        }
    }

    /// The same card with one field (counted from 0) saying something else.
    func with(_ index: Int, _ value: String) -> IDBlock {
        var fields = fields
        fields[index].value = value
        return IDBlock(name: "\(name) with field \(index) changed", fields: fields)
    }

    static func resident(_ name: String, _ values: [String]) -> IDBlock {
        IDBlock(
            name: name, fields: Array(zip([30, 2, 4, 16, 70, 36, 30, 16, 16, 36], values + [""])))
    }

    static let r1 = resident(
        "R1",
        [
            "张三", "1", "01", "19900307", "福建省福州市鼓楼区测试路1号", "350102199003070012",
            "福州市公安局鼓楼分局", "20200101", "20400101",
        ])
    static let r2 = resident(
        "R2",
        [
            "欧阳测试", "2", "02", "19491231", "北京市朝阳区测试街2号", "11010519491231002X",
            "北京市公安局朝阳分局", "20150601", "长期",
        ])
    static let j1 = IDBlock(
        name: "J1",
        fields: [
            (30, "陈大文"), (2, "1"), (4, ""), (16, "19900101"), (70, "广东省深圳市测试区3号"),
            (36, "810000199001010019"), (30, "深圳市公安局"), (16, "20190101"), (16, "20240101"),
            (18, "H12345678"), (4, "01"), (6, ""), (2, "J"), (6, ""),
        ])
    static let i1 = IDBlock(
        name: "I1",
        fields: [
            (120, "SMITH, JOHN"), (2, "1"), (30, "PAK310080010103"), (6, "PAK"), (30, "史密斯"),
            (16, "20180101"), (16, "20280101"), (16, "19800101"), (4, "01"), (8, "1500"),
            (2, "I"), (6, ""),
        ])
    static let y1 = foreign2023(
        "Y1",
        [
            "史密斯", "2", "00", "19800101", "SMITH, JANE", "931586198001010028", "20231201",
            "20331201", "", "PAK", "000",
        ])
    static let y2 = foreign2023(
        "Y2",
        [
            "", "1", "01", "19850101", "ABDULRAHMAN BIN ABDULAZIZ ALEXANDER", "932682198501010017",
            "20231201", "20281201", "SON AL SAUD", "SAU", "321",
        ])
    static let all = [r1, r2, j1, i1, y1, y2]

    static func foreign2023(_ name: String, _ v: [String]) -> IDBlock {
        IDBlock(
            name: name,
            fields: [
                (30, v[0]), (2, v[1]), (4, v[2]), (16, v[3]), (70, v[4]), (36, v[5]), (30, ""),
                (16, v[6]), (16, v[7]), (22, v[8]), (6, v[9]), (2, "Y"), (6, v[10]),
            ])
    }
}
