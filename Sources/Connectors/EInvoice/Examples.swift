import Foundation
import Hospital
import Hub
import Wires

extension EInvoiceConnector {
    public static let sample = EInvoiceSettings(campuses: [
        "benbu": CampusAccount(
            url: "http://10.1.2.3:18001", appid: "HOSP0001", key: Secret("${EINVOICE_KEY_BENBU}"),
            places: [
                "window": ["*": "B001", "W03": "B003"], "kiosk": ["*": "K001"],
                "app": ["*": "A001"],
            ])
    ])

    public static let examples = [
        billed,
        Example(
            "a lost answer is looked for by our number, and asked for again where there is none",
            after: [patient], event: settled,
            sends: [
                ["busNo": "out-S1-1", "busType": "02", "placeCode": "B003"],
                ["busNo": "out-S1-1", "busDateTime": "20261122090000000"],
                ["busNo": "out-S1-1", "busType": "02", "placeCode": "B003"],
            ],
            hears: [.silence, said("E0007", "未找到票据"), said("S0000", issued)],
            ends: [.delivered]),
        Example(
            "an answer that names another number is doubted, and the bill found",
            after: [patient], event: settled,
            sends: [
                ["busNo": "out-S1-1"], ["busNo": "out-S1-1"], ["billNo": "0000000001"],
            ],
            hears: [
                said("S0000", issued.replacing("out-S1-1", with: "out-S9-1")),
                said("S0000", issued),
                said("S0000", #"{"busNo":"out-S1-1","payer":"单晓明","totalAmt":123.00}"#),
            ], ends: [.delivered]),
        Example(
            "a no waits for a person", after: [patient], event: settled,
            sends: [["busNo": "out-S1-1"]], hears: [said("E0011", "开票点编码不存在")],
            ends: [.refused(because: "E0011")]),
        Example(
            "a reversal makes the bill void", after: [billed], event: reversed,
            sends: [
                [
                    "billNo": "0000000001", "reason": "退费", "operator": "U07",
                    "placeCode": "B003",
                ]
            ],
            hears: [
                said(
                    "S0000",
                    #"{"eScarletBillBatchCode":"35060102","eScarletBillNo":"0000000002"}"#)
            ], ends: [.delivered]),
        Example(
            "a bill reversed before is void, with the red numbers the platform tells",
            after: [billed], event: reversed,
            sends: [["billNo": "0000000001"], ["billNo": "0000000001"]],
            hears: [
                said("E0008", "已冲销，不能冲销开票"),
                said(
                    "S0000",
                    #"{"billBatchCode":"35060102","billNo":"0000000001","state":"2","#
                        + #""isScarlet":"1","scarletBillNo":"0000000002"}"#),
            ], ends: [.delivered]),
    ]

    private static let patient = Example(
        "a patient is known",
        event: """
            {"id":"x1","type":"patient.registered","at":"2026-11-22T08:00:00+08:00",\
            "campus":"benbu","data":{"patient":"P1","name":"单晓明","sex":"F",\
            "birthDate":"1990-03-07","cards":["6200000001"]}}
            """, sends: [], hears: [], ends: [])

    private static let billed = Example(
        "a settlement becomes a bill", after: [patient], event: settled,
        sends: [
            [
                "busNo": "out-S1-1", "busType": "02", "payer": "单晓明", "placeCode": "B003",
                "cardType": "3101", "cardNo": "6200000001",
                "payChannelDetail": [["payChannelCode": "02", "payChannelValue": .integer(123)]],
            ]
        ], hears: [said("S0000", issued)], ends: [.delivered])

    private static let settled = """
        {"id":"x2","type":"settlement.completed","at":"2026-11-22T09:00:00+08:00",\
        "campus":"benbu","data":{"settlement":"S1","patient":"P1","visit":"V1",\
        "department":{"code":"1001","name":"心内科"},"source":"window","point":"W03",\
        "cashier":"U07","total":12300,\
        "charges":[{"code":"01","name":"西药费","amount":12300}],\
        "payments":[{"channel":"cash","amount":12300}]}}
        """

    private static let reversed = """
        {"id":"x3","type":"settlement.reversed","at":"2026-11-22T09:30:00+08:00",\
        "campus":"benbu","data":{"settlement":"S1","patient":"P1","reason":"退费",\
        "operator":"U07","source":"window","point":"W03"}}
        """

    private static let issued = """
        {"billBatchCode":"35060102","billNo":"0000000001","random":"a1b2c3",\
        "createTime":"20261122090001000","billQRCode":"","pictureUrl":"http://10.1.2.3/b/1",\
        "busNo":"out-S1-1"}
        """

    /// An answer, signed as the platform signs.
    private static func said(_ result: String, _ message: String) -> Example.Heard {
        let inner: JSON = [
            "result": .string(result),
            "message": .string(Data(message.utf8).base64EncodedString()),
        ]
        let data = Data(inner.text.utf8).base64EncodedString()
        let envelope = Envelope(appid: "HOSP0001", key: Example.secret)
        let body: JSON = [
            "data": .string(data), "noise": "resp000000000001",
            "sign": .string(envelope.sign(data: data, noise: "resp000000000001")),
        ]
        return .answer(HTTPAnswer(status: 200, body: Data(body.text.utf8)))
    }
}
