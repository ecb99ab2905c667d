import Hub
import Lab

extension AssistanceConnector {
    public var screens: [Screen] {
        let asking = Asking(office: office)
        let deposit = DepositPage(asking: asking)
        let credential = CredentialPage(asking: asking)
        let categories = CategoriesPage(asking: asking)
        return [
            Screen("deposit", Words("预交金充值核对", "Deposit check"), for: Asking.desks) {
                try await deposit.answer($0)
            },
            Screen("credential", Words("住院凭证修改", "Inpatient credential"), for: Asking.desks) {
                try await credential.answer($0)
            },
            Screen(
                "categories", Words("救助类别对照", "Categories of assistance"), for: [.finance],
                waiting: { [office] _, transaction in
                    let now = office.premises.now()
                    return try StrayCode.missing(
                        on: office.day(of: now), at: now, in: transaction
                    ).count
                }
            ) { try await categories.list($0) },
            Screen("category", Words("救助类别", "Category"), for: [.finance], isInMenu: false) {
                try await categories.one($0)
            },
            Screen("import", Words("导入救助类别", "Take over a list"), for: [.finance], isInMenu: false)
            { try await categories.takeOver($0) },
        ]
    }
}
