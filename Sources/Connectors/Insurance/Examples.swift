import Foundation
import Hospital
import Hub
import Insurer
import Wires

extension InsuranceConnector {
    public static let sample: InsuranceSettings = {
        let account = InsurerAccount(
            url: "http://10.2.3.4:8080", fixmedinsCode: "H35010200001", fixmedinsName: "示范医院",
            mdtrtareaAdmvs: "350100", recerSysCode: "HISX",
            signer: InsurerSigning(id: "hospital1", token: Secret("${INSURER_TOKEN_BENBU}")))
        return InsuranceSettings(campuses: ["benbu": account])
    }()

    public static let examples = [
        Example(
            "an insured settlement says nothing by itself", event: settled, sends: [], hears: [],
            ends: []),
        Example(
            "a settlement reversed without a question has its list taken back at once",
            after: [paid], event: reversed,
            sends: [asked, change],
            hears: [standing("1"), said(output: "{}")], ends: [.delivered]),
        Example(
            "a list that is not submitted is left alone", after: [paid], event: reversed,
            sends: [asked], hears: [standing("0")], ends: [.delivered]),
        Example(
            "a lost answer is asked about, and the list found taken back", after: [paid],
            event: reversed, sends: [asked, change, asked],
            hears: [standing("1"), .silence, standing("0")], ends: [.delivered]),
        Example(
            "a change that was lost is sent again, never blindly", after: [paid],
            event: reversed, sends: [asked, change, asked, asked, change],
            hears: [
                standing("1"), .silence, standing("1"), standing("1"), said(output: "null"),
            ], ends: [.delivered]),
        Example(
            "a region that does not give lists back is a matter for a person", after: [paid],
            event: reversed, sends: [asked, change, asked],
            hears: [standing("1"), refused("[E07]不允许撤回已提交的清单"), standing("1")],
            ends: [.refused(because: "不允许撤回")]),
        Example(
            "a change refused though the list is back is done", after: [paid], event: reversed,
            sends: [asked, change, asked],
            hears: [standing("1"), refused("清单状态未变更"), standing("0")], ends: [.delivered]),
        Example(
            "an answer about another settlement is no answer", after: [paid], event: reversed,
            sends: [asked, asked],
            hears: [said(output: #"{"setlinfo":{"setl_id":"X","stas_type":"0"}}"#), standing("0")],
            ends: [.delivered]),
        Example(
            "a settlement without the area of insurance is never asked about",
            after: [
                Example(
                    "paid, without area", event: settled(area: ""), sends: [], hears: [], ends: [])
            ], event: reversed, sends: [], hears: [],
            ends: [.refused(because: "insuplc_admdvs")]),
    ]

    private static let paid = Example(
        "an insured settlement is known", event: settled, sends: [], hears: [], ends: [])

    private static let asked: JSON = [
        "infno": "4103", "fixmedins_code": "H35010200001", "insuplc_admdvs": "350102",
        "input": ["data": ["psn_no": "35000000000000000001", "setl_id": "SETL1"]],
    ]

    private static let change: JSON = [
        "infno": "4102", "insuplc_admdvs": "350102",
        "input": [
            "data": [
                "stastinfo": [
                    ["psn_no": "35000000000000000001", "setl_id": "SETL1", "stas_type": "0"]
                ]
            ]
        ],
    ]

    private static let settled = settled(area: "350102")

    private static func settled(area: String) -> String {
        """
        {"id":"i1","type":"settlement.completed","at":"2026-11-22T09:00:00+08:00",\
        "campus":"benbu","data":{"settlement":"S1","patient":"P1","visit":"V1",\
        "total":12300,"cashier":"U07",\
        "charges":[{"code":"01","name":"西药费","amount":12300}],\
        "payments":[{"channel":"insuranceFund","amount":12300}],\
        "insurance":{"type":"职工医保","number":"35000000000000000001","settlement":"SETL1",\
        "visit":"M1","area":"\(area)","fundPay":12300}}}
        """
    }

    private static let reversed = """
        {"id":"i2","type":"settlement.reversed","at":"2026-11-22T09:30:00+08:00",\
        "campus":"benbu","data":{"settlement":"S1","patient":"P1","reason":"退费",\
        "operator":"U07","source":"window","point":"W03"}}
        """

    private static func standing(_ state: String) -> Example.Heard {
        said(
            output: #"{"setlinfo":{"setl_id":"SETL1","psn_no":"35000000000000000001","#
                + #""stas_type":"\#(state)"}}"#)
    }

    private static func said(output: String) -> Example.Heard {
        .answer(
            HTTPAnswer(
                status: 200,
                body: Data(
                    #"{"infcode":"0","inf_refmsgid":"R1","err_msg":"","output":\#(output)}"#.utf8)))
    }

    private static func refused(_ words: String) -> Example.Heard {
        .answer(
            HTTPAnswer(
                status: 200,
                body: Data(
                    #"{"infcode":-1,"inf_refmsgid":"R1","err_msg":"\#(words)","output":null}"#
                        .utf8)))
    }
}
