import Hospital
import Hub
import Lab

extension NursingConnector {
    public var screens: [Screen] {
        let finder = StayFinder(office: office)
        let asking = Asking(office: office)
        let days = DaysPage(finder: finder)
        let election = ElectionPage(finder: finder, asking: asking)
        let exceptions = ExceptionPage(finder: finder)
        let prices = PricePage(office: office)
        let report = ReportPage(office: office)
        return [
            Screen(
                "days", Words("床日计费明细", "Bed-days of a patient"),
                for: [.nurse, .cashier, .finance]
            ) { try await days.answer($0) },
            Screen(
                "election", Words("护理模式选择", "Choice of nursing charge"),
                for: [.nurse, .registrar]
            ) { try await election.answer($0) },
            Screen(
                "consent", Words("护理收费方式告知与选择书", "Consent slip"),
                for: [.nurse, .registrar], isInMenu: false
            ) { try await election.slip($0) },
            Screen(
                "exceptions", Words("床日计费异常", "Bed-day exceptions"),
                for: [.nurse, .finance],
                waiting: { try Exceptions.open(campus: $0.campus, in: $1) }
            ) { try await exceptions.answer($0) },
            Screen(
                "prices", Words("整体护理科室价格", "Bed-day prices"), for: [.finance],
                waiting: { caller, transaction in
                    try Changes.waiting(for: caller.campus, in: transaction)
                        .count { $0.proposedBy != caller.actor }
                }
            ) { try await prices.answer($0) },
            Screen(
                "report", Words("床日月报", "Bed-days by month"), for: [.finance]
            ) { try await report.answer($0) },
        ]
    }
}
