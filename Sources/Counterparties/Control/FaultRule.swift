/// Which requests meet a fault, and how many of them.
struct FaultRule: Sendable {
    /// The operation, or `*` for all.
    let operation: String
    let fault: Fault
    /// How many requests still meet it; nil: all.
    var times: Int?
    /// Whether what is asked is done; nil: as the fault usually has it.
    let committed: Bool?
    /// How many requests have met it.
    var met = 0

    /// Reads `{"on", "times", "fault", "committed"}`; only the fault must be there.
    init(_ json: JSON) throws(Fault.Unknown) {
        let members = json.members ?? []
        for member in members where !Self.names.contains(member.name) {
            throw Fault.Unknown(description: "a fault rule has no member \(member.name)")
        }
        guard let fault = json["fault"] else {
            throw Fault.Unknown(description: "a fault rule needs a fault")
        }
        self.fault = try Fault(fault)
        operation = json["on"]?.text ?? "*"
        times = json["times"]?.whole
        committed = json["committed"]?.flag
        if let times, times < 1 { throw Fault.Unknown(description: "times is 1 or more, or null") }
    }

    private static let names: Set = ["on", "times", "fault", "committed"]

    func concerns(_ operation: String) -> Bool {
        times != 0 && (self.operation == "*" || self.operation == operation)
    }

    var json: JSON {
        [
            "on": .string(operation), "fault": fault.json, "times": times.map { JSON($0) } ?? .null,
            "met": JSON(met),
        ]
    }
}
