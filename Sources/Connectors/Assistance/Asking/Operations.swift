import Hospital
import Hub
import Lab

extension AssistanceConnector {
    public var operations: [Hub.Operation] {
        let asking = Asking(office: office)
        return counters(asking) + [
            Hub.Operation(
                "categories", Words("救助类别与医保身份编码的对照", "The categories and their codes"),
                for: Asking.callers.union([.finance]), asks: #"{"day":"2026-11-22"}"#,
                answers: #"{"day":"2026-11-22","categories":[{"code":"T03","name":"低保对象","#
                    + #""insurer":"T03","hospital":"33","from":"2026-01-01","until":null,"sort":3,"#
                    + #""isActive":true}]}"#
            ) { .json(try await asking.categories($0)) }
        ]
    }

    private func counters(_ asking: Asking) -> [Hub.Operation] {
        let who = #"{"stay":"Y1"}"#
        let standing =
            #"{"stay":"Y1","patient":"P1","state":"eligible","because":null,"notice":""#
            + Standing.notice + #"","blocks":false,"sentence":"…","flag":"1","code":"T03","#
            + #""category":{"code":"T03","name":"低保对象","hospital":"33"},"identities":[],"#
            + #""askedAt":"2026-11-22T09:00:00+08:00","#
            + #""msgid":"H35010200001202611220900000001","earlier":null}"#
        return [
            Hub.Operation(
                "deposit.notice",
                Words("预交金充值选定患者时：是否免交", "When a deposit is taken: whether one is due"),
                for: Asking.callers, asks: who, answers: standing
            ) { .json(try await asking.depositNotice($0)) },
            Hub.Operation(
                "credential.look",
                Words("住院凭证修改：患者的救助身份", "The credential screen: how the patient is known"),
                for: Asking.callers, asks: who, answers: standing
            ) { .json(try await asking.credentialLook($0)) },
            Hub.Operation(
                "credential.save",
                Words("住院凭证修改的保存逻辑：返回提示", "Saves a credential's change; answers the notice"),
                for: Asking.callers,
                asks: #"{"request":"C1","stay":"Y1","kind":"resident","#
                    + #""number":"350102199003070012"}"#,
                answers: standing
            ) { .json(try await asking.credentialSave($0)) },
            Hub.Operation(
                "identity.check",
                Words("重新向医保核对身份（1101）", "Asks the insurer anew (1101)"),
                for: Asking.callers,
                asks: #"{"stay":"Y1","kind":"card","number":"A12345678","cardSN":"7F01"}"#,
                answers: standing
            ) { .json(try await asking.identityCheck($0)) },
        ]
    }
}
