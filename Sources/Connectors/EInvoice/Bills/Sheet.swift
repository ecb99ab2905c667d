import Foundation
import Hospital

/// What a bill is issued for: one settlement or one deposit, as the HIS told it.
struct Sheet: Codable, Hashable, Sendable {
    enum Content: Codable, Hashable, Sendable {
        case charges(Settlement)
        case discharge(DischargeSettlement)
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
        case .discharge(let discharge): discharge.settlement
        case .deposit: nil
        }
    }

    var patient: String {
        switch content {
        case .charges(let settlement): settlement.patient
        case .discharge(let discharge): discharge.settlement.patient
        case .deposit(let deposit): deposit.patient
        }
    }

    var total: Money {
        switch content {
        case .charges(let settlement): settlement.total
        case .discharge(let discharge): discharge.settlement.total
        case .deposit(let deposit): deposit.amount
        }
    }

    var counter: Counter {
        switch content {
        case .charges(let settlement): settlement.counter
        case .discharge(let discharge): discharge.settlement.counter
        case .deposit(let deposit): deposit.counter
        }
    }

    var payments: [Payment] {
        switch content {
        case .charges(let settlement): settlement.payments
        case .discharge(let discharge): discharge.settlement.payments
        case .deposit(let deposit): deposit.payments
        }
    }

    var visit: String? { settlement?.visit }

    var stay: String? {
        switch content {
        case .charges(let settlement): settlement.stay
        case .discharge(let discharge): discharge.stay
        case .deposit(let deposit): deposit.stay
        }
    }

    var department: Coding? {
        switch content {
        case .charges(let settlement): settlement.department
        case .discharge(let discharge):
            discharge.dischargedFrom ?? discharge.settlement.department
        case .deposit(let deposit): deposit.department
        }
    }
}

extension Sheet: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    var description: String { "\(kind) sheet \(number)" }
    var debugDescription: String { description }
    var customMirror: Mirror { Mirror(self, children: []) }
}
