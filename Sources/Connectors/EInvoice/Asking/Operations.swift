import Hospital
import Hub
import Lab

extension EInvoiceConnector {
    public var operations: [Hub.Operation] {
        let asking = Asking(bureau: bureau)
        return refunds(asking) + bills(asking) + papers(asking)
    }

    /// What the HIS asks before money leaves.
    private func refunds(_ asking: Asking) -> [Hub.Operation] {
        let settlement = #"{"settlement":"S1","reason":"退号","operator":"U07"}"#
        let go = #"{"go":true,"bill":"out-S1-1","state":"voided"}"#
        return [
            Hub.Operation(
                "registration.beforeRefund",
                Words("退号前：先作废挂号票据", "Before a registration is refunded: makes its bill void"),
                for: [.his, .cashier], asks: settlement, answers: go
            ) { .json(try await asking.beforeReversal($0).json) },
            Hub.Operation(
                "settlement.beforeReversal",
                Words("退费或取消结算前：先作废票据", "Before a settlement is reversed: makes its bill void"),
                for: [.his, .cashier], asks: settlement, answers: go
            ) { .json(try await asking.beforeReversal($0).json) },
            Hub.Operation(
                "deposit.beforeRefund",
                Words("退预交金前：先冲红预交金票据", "Before a deposit is refunded: refunds its voucher"),
                for: [.his, .cashier],
                asks: #"{"deposit":"D1","refund":"F1","amount":20000,"cancelled":false}"#,
                answers: go
            ) { .json(try await asking.beforeDepositRefund($0).json) },
        ]
    }

    private func bills(_ asking: Asking) -> [Hub.Operation] {
        let everyone = Asking.staff.union(Asking.patients)
        let list =
            #"{"bills":[{"kind":"outpatient","number":"S1","bill":"out-S1-1","state":"issued","#
            + #""total":12300,"prints":0,"canPrint":true,"canIssue":false}],"notice":null}"#
        return [
            Hub.Operation(
                "bill.issue", Words("为一笔结算或预交金开具票据", "Issues the bill of a settlement or deposit"),
                for: everyone, asks: #"{"settlement":"S1"}"#,
                answers: #"{"kind":"outpatient","number":"S1","bill":"out-S1-1","state":"issued"}"#
            ) { .json(try await asking.issue($0)) },
            Hub.Operation(
                "bills", Words("患者的票据", "A patient's bills"), for: everyone,
                asks: #"{"kind":"outpatient","days":7}"#, answers: list
            ) { .json(try await asking.bills($0)) },
            Hub.Operation(
                "bills.unprinted", Words("患者未打印的票据", "A patient's bills not printed yet"),
                for: everyone, asks: #"{"days":7}"#, answers: list
            ) { .json(try await asking.unprinted($0)) },
            Hub.Operation(
                "bill.view", Words("查看一张票据", "One bill, to look at"), for: everyone,
                asks: #"{"bill":"out-S1-1"}"#,
                answers: #"{"bill":"out-S1-1","state":"issued","url":"https://…"}"#
            ) { .json(try await asking.look($0)) },
            Hub.Operation(
                "bill.download", Words("下载票据文件", "A bill's file"), for: everyone,
                asks: #"{"bill":"out-S1-1","format":"pdf"}"#, answers: #"{"document":"PDF or PNG"}"#
            ) { .document(try await asking.download($0)) },
        ]
    }

    private func papers(_ asking: Asking) -> [Hub.Operation] {
        [
            Hub.Operation(
                "bill.print",
                Words(
                    "打印票据：自助机得文件，窗口得打印组件参数",
                    "To print: a kiosk gets the file, a window the component's payload"),
                for: Asking.staff.union([.kiosk]), asks: #"{"bill":"out-S1-1"}"#,
                answers: #"{"payload":"…","url":"http://127.0.0.1:13526/extend?…"}"#
            ) { try await asking.print($0) },
            Hub.Operation(
                "bill.printed", Words("一张纸已打印", "A paper came out"),
                for: Asking.staff.union([.kiosk]), asks: #"{"bill":"out-S1-1","print":"p1"}"#,
                answers: #"{"bill":"out-S1-1","prints":1}"#
            ) { .json(try await asking.printed($0)) },
            Hub.Operation(
                "paper.exchange", Words("换开纸质票据", "Exchanges a bill to paper"),
                for: Asking.staff, asks: #"{"bill":"out-S1-1"}"#,
                answers: #"{"bill":"out-S1-1","paperBatch":"35060199","paper":"0000000001"}"#
            ) { .json(try await asking.exchange($0)) },
            Hub.Operation(
                "bill.void", Words("手工作废票据", "Makes a bill void by hand"),
                for: [.cashier, .finance], asks: #"{"bill":"out-S1-1","reason":"开错"}"#,
                answers: #"{"bill":"out-S1-1","state":"voided","error":null}"#
            ) { .json(try await asking.void($0)) },
        ]
    }
}
