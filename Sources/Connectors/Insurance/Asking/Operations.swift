import Hospital
import Hub
import Lab

extension InsuranceConnector {
    public var operations: [Hub.Operation] {
        let asking = Asking(office: office)
        return [
            Hub.Operation(
                "settlement.beforeReversal",
                Words(
                    "退号、退费或取消结算前：先撤回已提交的医保清单",
                    "Before a settlement is reversed: takes its submitted list back"),
                for: [.his, .cashier],
                asks: #"{"settlement":"S1","kind":"outpatient","operator":"U07","reason":"退费"}"#,
                answers: #"{"go":true,"settlement":"S1","list":"uploaded","withdrawn":true}"#
            ) { .json(try await asking.beforeReversal($0).json) },
            Hub.Operation(
                "settlement.notReversed",
                Words(
                    "未能退费或取消结算：恢复提交已撤回的清单",
                    "A settlement was not reversed: submits the list again that was taken back"),
                for: [.his, .cashier],
                asks: #"{"settlement":"S1","operator":"U07","reason":"退费失败"}"#,
                answers: #"{"settlement":"S1","restored":true,"list":"submitted","error":null}"#
            ) { .json(try await asking.notReversed($0)) },
            Hub.Operation(
                "list.look", Words("查询清单状态", "How a settlement list stands"),
                for: [.his, .cashier, .finance], asks: #"{"settlement":"S1"}"#,
                answers: #"{"settlement":"S1","list":"submitted","withdrawn":false,"phase":"idle"}"#
            ) { .json(try await asking.look($0)) },
        ]
    }
}
