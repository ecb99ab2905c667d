import Hub
import Lab

extension InsuranceConnector {
    public var screens: [Screen] {
        let search = ListSearch(office: office)
        let list = ListPage(asking: Asking(office: office))
        let exceptions = ExceptionPage(office: office)
        return [
            Screen("lists", Words("医保结算清单", "Settlement lists"), for: [.cashier, .finance]) {
                try await search.answer($0)
            },
            Screen(
                "list", Words("医保清单", "Settlement list"), for: [.cashier, .finance],
                isInMenu: false
            ) { try await list.answer($0) },
            Screen(
                "exceptions", Words("医保清单异常", "Settlement lists to look at"),
                for: [.cashier, .finance],
                waiting: { try Exceptions.open(campus: $0.campus, in: $1) }
            ) { try await exceptions.answer($0) },
        ]
    }
}
