import Hospital
import Hub
import Lab

extension EInvoiceConnector {
    public var screens: [Screen] {
        let search = BillSearch(bureau: bureau)
        let bill = BillPage(asking: Asking(bureau: bureau))
        let differences = DifferencePage(bureau: bureau)
        return [
            Screen(
                "outpatient", Words("门诊票据补打", "Outpatient bills"), for: [.cashier, .finance],
                template: "bills"
            ) { try await search.answer($0, kinds: [.registration, .outpatient]) },
            Screen(
                "inpatient", Words("住院票据补打", "Inpatient bills"), for: [.cashier, .finance],
                template: "bills"
            ) { try await search.answer($0, kinds: [.deposit, .discharge]) },
            Screen(
                "bill", Words("票据", "Bill"), for: [.cashier, .finance], isInMenu: false
            ) { try await bill.answer($0) },
            Screen(
                "differences", Words("票据对账差异", "E-invoice differences"), for: [.finance],
                waiting: { try Differences.open(campus: $0.campus, in: $1) }
            ) { try await differences.answer($0) },
        ]
    }
}

extension Bill.Kind {
    var words: Words {
        switch self {
        case .registration: Words("挂号", "Registration")
        case .outpatient: Words("门诊收费", "Outpatient")
        case .discharge: Words("出院结算", "Discharge")
        case .deposit: Words("预交金", "Deposit")
        }
    }
}
