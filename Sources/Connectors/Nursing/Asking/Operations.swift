import Hospital
import Hub
import Lab

extension NursingConnector {
    public var operations: [Hub.Operation] {
        let asking = Asking(office: office)
        return permissions(asking) + choices(asking) + lists(asking)
    }

    /// What the HIS asks before money moves.
    private func permissions(_ asking: Asking) -> [Hub.Operation] {
        [
            Hub.Operation(
                "discharge.beforeSettlement",
                Words("出院结算前：补齐床日并核对异常", "Before a stay is settled: posts missing bed-days"),
                for: [.his, .cashier], asks: #"{"stay":"Y1"}"#,
                answers: #"{"go":true,"stay":"Y1","days":16,"posted":1,"total":95700,"segments":"#
                    + #"[{"from":"2025-03-01","until":"2025-03-15","days":15,"department":"1001","#
                    + #""item":"HL01","insurance":null,"price":6000,"percent":100,"unit":6000,"#
                    + #""amount":90000,"perDay":[]}]}"#
            ) { .json(try await asking.beforeSettlement($0)) },
            Hub.Operation(
                "charge.beforePosting",
                Words("收取护理项目前：床日内的打包项目不另收", "Before an item is charged beside bed-days"),
                for: [.his, .nurse],
                asks: #"{"stay":"Y1","day":"2025-03-02","item":"HL02","id":"C1","amount":1200}"#,
                answers: #"{"go":false,"because":"bundled","reason":{"zh":"…","en":"…"}}"#
            ) { .json(try await asking.beforePosting($0)) },
            Hub.Operation(
                "charge.reversed", Words("护理项目已冲销", "An item was taken back by the HIS"),
                for: [.his], asks: #"{"id":"C1"}"#, answers: #"{"id":"C1","state":"reversed"}"#
            ) { .json(try await asking.chargeReversed($0)) },
        ]
    }

    private func choices(_ asking: Asking) -> [Hub.Operation] {
        let standing =
            #"{"stay":"Y1","choice":"original","isRecorded":true,"canChoose":true,"history":[],"#
            + #""itemsToReverse":[]}"#
        return [
            Hub.Operation(
                "election.set", Words("登记护理收费方式的选择", "Keeps what the patient chose"),
                for: [.his, .nurse, .registrar],
                asks: #"{"stay":"Y1","choice":"original","by":"patient","signature":"S-0007"}"#,
                answers: standing
            ) { .json(try await asking.setElection($0)) },
            Hub.Operation(
                "election.look", Words("查看护理收费方式的选择", "What the patient chose"),
                for: [.his, .nurse, .registrar, .cashier, .finance], asks: #"{"stay":"Y1"}"#,
                answers: standing
            ) { .json(try await asking.lookAtElection($0)) },
            Hub.Operation(
                "leave.set", Words("登记或取消请假外宿", "Keeps nights of approved leave"),
                for: [.his, .nurse],
                asks: #"{"stay":"Y1","from":"2025-03-06","until":"2025-03-07","away":true,"#
                    + #""approvedBy":"D7"}"#,
                answers: #"{"stay":"Y1","from":"2025-03-06","until":"2025-03-07","away":true,"#
                    + #""posted":0,"reversed":2}"#
            ) { .json(try await asking.setLeave($0)) },
        ]
    }

    private func lists(_ asking: Asking) -> [Hub.Operation] {
        [
            Hub.Operation(
                "lines", Words("床日明细：某号以后的全部", "All lines after a number"),
                for: [.his, .finance], asks: #"{"after":0,"limit":500}"#,
                answers: #"{"lines":[{"id":1,"campus":"benbu","stay":"Y1","day":"2025-03-01","#
                    + #""index":1,"department":"1001","ward":"W1","price":6000,"percent":100,"#
                    + #""amount":6000,"item":"HL01","insurance":null,"reversalOf":null,"#
                    + #""source":"auto","at":"2025-03-02T00:10:00Z"}],"next":1}"#
            ) { .json(try await asking.lines($0)) },
            Hub.Operation(
                "items.toReverse", Words("应冲销的护理项目", "Items that the HIS has to take back"),
                for: [.his], asks: #"{"after":0,"stay":"Y1"}"#,
                answers: #"{"items":[{"id":2,"stay":"Y1","charge":"C1","day":"2025-03-02","#
                    + #""item":"HL02","amount":1200}],"next":2}"#
            ) { .json(try await asking.itemsToReverse($0)) },
            Hub.Operation(
                "segments", Words("住院床日分段", "A stay's bed-days as a bill shows them"),
                for: [.his, .cashier, .nurse, .finance], asks: #"{"stay":"Y1"}"#,
                answers: #"{"stay":"Y1","days":0,"total":0,"segments":[]}"#
            ) { .json(try await asking.segments($0)) },
        ]
    }
}
