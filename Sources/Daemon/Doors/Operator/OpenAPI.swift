import Foundation
import HTTPTypes
import Lab
import Storage

/// The description at `/openapi.json`, grown from the table of doors so that it is true.
struct OpenAPI: Encodable {
    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(_ name: String) { stringValue = name }
        init?(stringValue: String) { self.init(stringValue) }
        init?(intValue: Int) { nil }
    }

    private let doors: [Door]

    init(_ doors: [Door]) { self.doors = doors }

    func encode(to encoder: any Encoder) throws {
        var whole = encoder.container(keyedBy: Key.self)
        try whole.encode("3.1.0", forKey: Key("openapi"))
        try whole.encode(
            ["title": "LabQueue 检验叫号", "version": Version.current], forKey: Key("info"))
        var paths = whole.nestedContainer(keyedBy: Key.self, forKey: Key("paths"))
        for (path, doors) in Dictionary(grouping: doors, by: \.path) {
            var item = paths.nestedContainer(keyedBy: Key.self, forKey: Key(path))
            for door in doors {
                var operation = item.nestedContainer(
                    keyedBy: Key.self, forKey: Key(door.method.rawValue.lowercased()))
                try describe(door, in: &operation)
            }
        }
        var components = whole.nestedContainer(keyedBy: Key.self, forKey: Key("components"))
        var schemes = components.nestedContainer(keyedBy: Key.self, forKey: Key("securitySchemes"))
        try schemes.encode(["type": "http", "scheme": "bearer"], forKey: Key("token"))
    }

    private func describe(_ door: Door, in operation: inout KeyedEncodingContainer<Key>) throws {
        try operation.encode(door.does.en, forKey: Key("summary"))
        let roles = door.who.map(\.rawValue).sorted().joined(separator: ", ")
        try operation.encode(
            door.does.zh + (roles.isEmpty ? "" : "（\(roles), admin）"), forKey: Key("description"))
        if !door.who.isEmpty {
            try operation.encode([["token": [String]()]], forKey: Key("security"))
        }
        let parameters = door.parameters
        if !parameters.isEmpty {
            var list = operation.nestedUnkeyedContainer(forKey: Key("parameters"))
            for (name, place) in parameters {
                var parameter = list.nestedContainer(keyedBy: Key.self)
                try parameter.encode(name, forKey: Key("name"))
                try parameter.encode(place, forKey: Key("in"))
                try parameter.encode(place == "path", forKey: Key("required"))
                try parameter.encode(["type": "string"], forKey: Key("schema"))
            }
        }
        if let takes = door.takes {
            var body = operation.nestedContainer(keyedBy: Key.self, forKey: Key("requestBody"))
            try content("application/json", example: takes, in: &body)
        }
        var responses = operation.nestedContainer(keyedBy: Key.self, forKey: Key("responses"))
        for (status, meaning) in door.answers {
            try responses.encode(["description": meaning], forKey: Key("\(status)"))
        }
        var problem = responses.nestedContainer(keyedBy: Key.self, forKey: Key("default"))
        try problem.encode("a problem, RFC 9457", forKey: Key("description"))
        try content(Problem.mediaType, example: nil, in: &problem)
    }

    private func content(
        _ type: String, example: String?, in parent: inout KeyedEncodingContainer<Key>
    ) throws {
        var content = parent.nestedContainer(keyedBy: Key.self, forKey: Key("content"))
        var media = content.nestedContainer(keyedBy: Key.self, forKey: Key(type))
        try media.encode(["type": "object"], forKey: Key("schema"))
        if let example { try media.encode(example, forKey: Key("example")) }
    }
}

extension Door {
    /// Names and places of what a call may carry beside its body.
    fileprivate var parameters: [(name: String, place: String)] {
        let path = path.split(separator: "/").filter { $0.hasPrefix("{") }
            .map { (String($0.dropFirst().dropLast()), "path") }
        return path + query.map { ($0, "query") }
            + (method == .post ? [("Idempotency-Key", "header")] : [])
            + (who.contains { $0.rawValue == "app" } ? [("X-Patient", "header")] : [])
            + headers.map { ($0, "header") }
    }
}
