extension HISEvent {
    /// A laboratory order: what is to be drawn, for whom and how soon.
    public struct OrderData: Hashable, Sendable {
        public enum Urgency: Hashable, Sendable {
            case routine
            /// The emergency class of the line.
            case urgent
            /// Drawn again at these minutes after the first draw; ascending.
            case timed(minutes: [Int])
        }

        public struct Item: Codable, Hashable, Sendable {
            public let code: String
            public let name: String
            /// The colour of the tube's cap, in English, where the HIS says it.
            public let tube: String?
        }

        public let order: String
        public let patient: String
        public let visit: String?
        public let department: String?
        public let urgency: Urgency
        public let items: [Item]

        init(_ data: Members) throws(Malformed) {
            order = try data.text("order", atMost: Bounds.id)
            patient = try data.text("patient", atMost: Bounds.id)
            visit = try data.optionalText("visit", atMost: Bounds.id)
            department = try data.optionalText("department", atMost: Bounds.name)
            urgency = try Urgency(data)
            items = try data.objects("items", atMost: Bounds.items)
                .map { item throws(Malformed) in
                    let code = try item.text("code", atMost: Bounds.id)
                    return Item(
                        code: code,
                        name: try item.optionalText("name", atMost: Bounds.name) ?? code,
                        tube: try item.optionalText("tube", atMost: Bounds.id))
                }
            if items.isEmpty {
                throw data.fail("items", data.value("items") == nil ? .missing : .empty)
            }
        }
    }

    /// An order that will not be drawn.
    public struct CancellationData: Hashable, Sendable {
        public let order: String
        public let patient: String?
        public let reason: String?

        init(_ data: Members) throws(Malformed) {
            order = try data.text("order", atMost: Bounds.id)
            patient = try data.optionalText("patient", atMost: Bounds.id)
            reason = try data.optionalText("reason", atMost: Bounds.name)
        }
    }
}

extension HISEvent.OrderData.Urgency {
    init(_ data: Members) throws(HISEvent.Malformed) {
        switch try data.optionalText("urgency", atMost: Bounds.id) ?? "routine" {
        case "routine": self = .routine
        case "urgent": self = .urgent
        case "timed": self = .timed(minutes: try Self.minutes(data))
        case let word: throw data.fail("urgency", .unknownUrgency(word))
        }
    }

    private static func minutes(_ data: Members) throws(HISEvent.Malformed) -> [Int] {
        var minutes: [Int] = []
        for (index, entry) in try data.list("minutes", atMost: Bounds.draws).enumerated() {
            guard case .integer(let minute) = entry else {
                throw data.fail("minutes[\(index)]", .wrongKind(.number))
            }
            guard (0...Int64(Bounds.minutes)).contains(minute) else {
                throw data.fail("minutes[\(index)]", .minutesOutOfRange(limit: Bounds.minutes))
            }
            if let last = minutes.last, minute <= last {
                throw data.fail("minutes", .minutesNotAscending)
            }
            minutes.append(Int(minute))
        }
        if minutes.isEmpty {
            throw data.fail("minutes", data.value("minutes") == nil ? .missing : .empty)
        }
        return minutes
    }
}
