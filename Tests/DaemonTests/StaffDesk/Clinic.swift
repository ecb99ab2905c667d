import Foundation
import Hospital
import Hub
import Lab
import Synchronization

/// A connector's screens for tests: bills that are listed, voided, exported and printed.
final class Clinic: Sendable {
    /// The forms that were carried out.
    let done = Mutex<[[String: String]]>([])
    /// Who asked last.
    let caller = Mutex<Caller?>(nil)

    static let templates = [
        "bills": """
        {{<search}}
        {{/search}}
        {{<list}}
        {{$head}}<th>Bill</th><th class="money">Total</th><th>Time</th><th>State</th>{{/head}}
        {{$row}}<td><a href="/desk/clinic/bill?id={{url(id)}}">{{name}}</a></td>\
        <td class="money">{{money(total)}}</td><td>{{time(at)}}</td>\
        <td>{{#state}}{{>badge}}{{/state}}</td>{{/row}}
        {{/list}}
        """,
        "bill": """
        {{>details}}
        <form class="form" method="post" action="{{here}}">
        {{>csrf}}
        <textarea name="reason">{{form.reason}}</textarea>
        <em>{{complaint}}</em>
        <button name="act" value="void">Void</button>
        </form>
        """,
    ]

    var screens: [Screen] {
        [
            Screen("bills", Words("票据", "Bills"), for: [.cashier]) { [self] visit in
                caller.withLock { $0 = visit.caller }
                if visit.query["as"] == "csv" {
                    return .table(name: "票据", rows: [["名", "=1+1"], ["\"a\"", "-12.00"]])
                }
                return .page(["rows": .array(rows), "pager": ["older": ["page": "2"]]])
            },
            Screen("bill", Words("一张票据", "A bill"), for: [.cashier], isInMenu: false) {
                [self] visit in
                guard let form = visit.form else {
                    return .page(["details": [["label": .words("号", "No."), "value": "B1"]]])
                }
                guard let reason = form["reason"], !reason.isEmpty else {
                    return .page(["complaint": .words("请写原因", "Give a reason")])
                }
                if reason == "refuse" {
                    throw Declined(
                        .conflict, "bill-void", title: Words("不能作废", "Cannot be voided"),
                        detail: Words("已经交款。", "It was handed in."),
                        action: Words("请找财务。", "Ask finance."))
                }
                guard visit.isConfirmed else {
                    return .confirm(
                        Screen.Confirmation(
                            Words("作废这张票？", "Void this bill?"),
                            about: [(Words("金额", "Amount"), "12.00")],
                            button: Words("确认作废", "Void it")))
                }
                done.withLock { $0.append(form) }
                return .done(Words("已作废。", "Voided."), screen: "bills", query: ["text": "B1"])
            },
            Screen("paper", Words("打印", "Print"), for: [.cashier], isInMenu: false) { _ in
                .document(
                    Document(
                        mediaType: "application/pdf", name: "票 1.pdf", bytes: Data("%PDF".utf8)))
            },
            Screen("trap", Words("陷阱", "Trap"), for: [.cashier], isInMenu: false) { _ in
                .document(
                    Document(
                        mediaType: "text/html", name: "a\".html\r\n",
                        bytes: Data("<script>".utf8)))
            },
            Screen("wards", Words("病区", "Wards"), for: [.nurse]) { _ in .page([:]) },
            Screen("crash", Words("坏", "Broken"), for: [.cashier], isInMenu: false) { _ in
                throw CancellationError()
            },
        ]
    }

    private var rows: [JSON] {
        [
            [
                "id": "B&1=x", "name": "张伟丰", "total": .integer(123_405),
                "at": .moment(Date(timeIntervalSince1970: 1_795_392_000)),
                "state": .badge(.good, Words("有效", "Valid")),
            ]
        ]
    }
}
