import Foundation
import Hospital
import Lab
import Storage

extension Demo {
    fileprivate struct File: Codable {
        struct Person: Codable {
            let patient: String
            let name: String
            let card: String
            let order: String
            let about: String
        }
        let cards: [String]
        var tokens: [String: String]
        var windowTokens: [String: String]
        let patients: [Person]
        var people: [Demo.Person]?
    }

    /// What makes each of the forty different.
    private enum About: String {
        case outpatient, emergency, child, elderly, tolerance
    }

    private static let names = [
        "单晓明", "仇丽华", "查建国", "解小龙", "曾志伟", "任盈盈", "朴正浩", "尉迟恭", "欧阳锋", "万俟雪",
        "张伟丰", "王芳", "李娜", "刘洋", "陈静", "杨帆", "赵敏", "黄蓉", "周杰", "吴桐",
        "徐海燕", "孙立", "马超", "朱珠", "胡杨", "郭襄", "何勇", "高洁", "林青", "罗成",
        "郑和", "梁玉", "谢安", "宋佳", "唐宁", "许晴", "韩雪", "冯巩", "邓超", "曹颖",
    ]

    /// Fills an empty store and writes `demo.json`; a store that has it already keeps it.
    public static func prepare(_ store: Store, in data: URL, at now: Date) async throws -> Demo {
        let place = data.appending(path: "demo.json")
        if let known = try? JSONDecoder().decode(File.self, from: Data(contentsOf: place)) {
            return Demo(tokens: known.all, people: known.people ?? [], isNew: false)
        }
        let people = names.enumerated().map { index, name in
            person(index + 1, name)
        }
        try await store.engine.write { transaction in
            for (person, patient, order) in people {
                try Records.save(patient, at: now, in: transaction)
                try Records.save(order(now), at: now, in: transaction)
                _ = person
            }
        }
        var tokens: [String: String] = [:]
        let places: [Badge.Role: String?] = [.kiosk: "K1"]
        for role in Badge.Role.allCases {
            tokens[role.rawValue] = try await store.makeToken(
                role: role, scope: places[role] ?? nil, label: "demo", by: "demo", at: now)
        }
        var windows: [String: String] = [:]
        for window in ["1", "2", "3", "4"] {
            windows[window] = try await store.makeToken(
                role: .window, scope: window, label: "demo", by: "demo", at: now)
        }
        let file = File(
            cards: people.map(\.0.card), tokens: tokens, windowTokens: windows,
            patients: people.map(\.0), people: try await hire(in: store, at: now))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try encoder.encode(file).write(to: place, options: .atomic)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: place.path)
        return Demo(tokens: file.all, people: file.people ?? [], isNew: true)
    }

    private static func person(_ number: Int, _ name: String)
        -> (File.Person, Patient, @Sendable (Date) -> LabOrder)
    {
        let about: About =
            switch number % 10 {
            case 3: .child
            case 6: .elderly
            case 8 where number % 20 == 8: .emergency
            case 9 where number % 20 == 9: .tolerance
            default: .outpatient
            }
        let year =
            switch about {
            case .child: 2019
            case .elderly: 1948
            default: 1970 + number % 30
            }
        let two = { (value: Int) in value < 10 ? "0\(value)" : "\(value)" }
        let card = "62000000\(two(number))"
        let (month, day) = (two(number % 12 + 1), two(number % 28 + 1))
        // Odd for men, as numbers of identity cards have it.
        let serial = number.isMultiple(of: 2) ? 2 * number : 2 * number + 1
        let document = residentNumber("350102\(year)\(month)\(day)0\(two(serial))")
        let patient = Patient(
            id: "P\(number)", name: name, sex: number.isMultiple(of: 2) ? .female : .male,
            birthDate: "\(year)-\(month)-\(day)", cards: [card],
            documents: [.init(type: "resident", number: document)])
        let urgency: LabOrder.Urgency =
            switch about {
            case .emergency: .urgent
            case .tolerance: .timed([0, 60, 120])
            default: .routine
            }
        let items: [LabOrder.Item] =
            about == .tolerance
            ? [.init(code: "OGTT", name: "糖耐量试验", tube: "grey")]
            : [
                .init(code: "CBC", name: "血常规", tube: "purple"),
                .init(code: "LFT", name: "肝功能", tube: "yellow"),
            ]
        return (
            File.Person(
                patient: patient.id, name: name, card: card, order: "L\(number)",
                about: about.rawValue),
            patient,
            { now in
                LabOrder(
                    id: "L\(number)", patient: "P\(number)", visit: "V\(number)",
                    department: "内科", campus: "benbu", urgency: urgency, items: items,
                    state: .open, orderedAt: now)
            }
        )
    }
}

extension Demo.File {
    /// As `Demo` looks them up.
    fileprivate var all: [String: String] {
        var all = tokens
        for (window, token) in windowTokens { all["window \(window)"] = token }
        return all
    }
}
