/// Whether a department nursed a patient on one day, as the signed nursing record says.
public struct NursingRecord: Codable, Hashable, Sendable {
    public let stay: String
    /// The day that was nursed, as `yyyy-MM-dd`.
    public let day: String
    /// Who nursed; nil where the record does not say.
    public let department: Coding?
    /// False where the record says that there was none, or takes an earlier one back.
    public let isServed: Bool
    /// The nurse, as in `staff.changed`.
    public let recordedBy: String?

    init(_ data: Members) throws(HISEvent.Malformed) {
        stay = try data.text("stay")
        guard let day = try data.optionalDay("day") else { throw data.fail("day", .missing) }
        self.day = day
        department = try data.coding("department")
        guard let isServed = try data.flag("served") else { throw data.fail("served", .missing) }
        self.isServed = isServed
        recordedBy = try data.optionalText("recordedBy")
    }
}
