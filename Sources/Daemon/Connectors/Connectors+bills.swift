import Hub

extension Connectors {
    /// The connector that gives patients their bills at a kiosk.
    var givingBills: String? {
        members.first { member in
            member.connector.operations.contains { $0.name == "bills.unprinted" }
        }?.name
    }
}
