import Foundation
import Hospital

/// What a bill is issued for: one settlement or one deposit, as the HIS told it.
struct Sheet: Codable, Hashable, Sendable {
    enum Content: Codable, Hashable, Sendable {
        case charges(Settlement)
        /// A bill of discharge and the stay it is about. After a partial refund the bill is what
        /// remains, and the stay what the first bill said of it.
        case discharge(Settlement, of: DischargeSettlement)
        case deposit(Deposit)
    }

    let kind: Bill.Kind
    /// The settlement's or the deposit's.
    let number: String
    let campus: String
    let at: Date
    let content: Content

    init(_ kind: Bill.Kind, _ number: String, campus: String, at: Date, content: Content) {
        self.kind = kind
        self.number = number
        self.campus = campus
        self.at = at
        self.content = content
    }
}

extension Sheet {
    init(_ kind: Bill.Kind, _ settlement: Settlement, campus: String, at: Date) {
        self.init(
            kind, settlement.id, campus: campus, at: at, content: .charges(settlement))
    }

    var settlement: Settlement? {
        switch content {
        case .charges(let settlement): settlement
        case .discharge(let settlement, _): settlement
        case .deposit: nil
        }
    }

    var patient: String {
        switch content {
        case .charges(let settlement): settlement.patient
        case .discharge(let settlement, _): settlement.patient
        case .deposit(let deposit): deposit.patient
        }
    }

    var total: Money {
        switch content {
        case .charges(let settlement): settlement.total
        case .discharge(let settlement, _): settlement.total
        case .deposit(let deposit): deposit.amount
        }
    }

    var counter: Counter {
        switch content {
        case .charges(let settlement): settlement.counter
        case .discharge(let settlement, _): settlement.counter
        case .deposit(let deposit): deposit.counter
        }
    }

    var payments: [Payment] {
        switch content {
        case .charges(let settlement): settlement.payments
        case .discharge(let settlement, _): settlement.payments
        case .deposit(let deposit): deposit.payments
        }
    }

    var visit: String? { settlement?.visit }

    var stay: String? {
        switch content {
        case .charges(let settlement): settlement.stay
        case .discharge(_, let discharge): discharge.stay
        case .deposit(let deposit): deposit.stay
        }
    }

    var department: Coding? {
        switch content {
        case .charges(let settlement): settlement.department
        case .discharge(let settlement, let discharge):
            discharge.dischargedFrom ?? settlement.department
        case .deposit(let deposit): deposit.department
        }
    }
}

extension Sheet {
    /// What a bill of discharge used of the deposits; of what a partial refund left, no more than
    /// it says was paid by deposits.
    var used: [DischargeSettlement.Used] {
        guard case .discharge(let settlement, let discharge) = content else { return [] }
        if settlement.id == discharge.settlement.id {
            return discharge.deposits.filter { $0.amount > .zero }
        }
        var left = settlement.payments.filter { $0.channel == .deposit }.map(\.amount).sum
        return discharge.deposits.compactMap { used in
            guard used.amount > .zero, used.amount <= left else { return nil }
            left = left - used.amount
            return used
        }
    }
}

extension Sheet: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    var description: String { "\(kind) sheet \(number)" }
    var debugDescription: String { description }
    var customMirror: Mirror { Mirror(self, children: []) }
}
