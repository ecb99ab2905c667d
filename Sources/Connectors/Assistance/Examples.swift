import Foundation
import Hospital
import Hub
import Insurer
import Wires

extension AssistanceConnector {
    public static let sample = AssistanceSettings(campuses: [
        "benbu": InsurerAccount(
            url: "http://10.2.3.4:8080", fixmedinsCode: "H35010200001",
            fixmedinsName: "示范医院", mdtrtareaAdmvs: "350100", recerSysCode: "HISX",
            signer: InsurerSigning(id: "hospital1", token: Secret("${INSURER_TOKEN_BENBU}")))
    ])

    public static let examples = [
        Example(
            "whoever is admitted is asked about, by ID number and name", after: [patient],
            event: admitted, sends: [question], hears: [said(output(#""1""#))],
            ends: [.delivered]),
        Example(
            "a lost answer is asked for again, under another number", after: [patient],
            event: admitted, sends: [question, question],
            hears: [.silence, said(output("1"))], ends: [.delivered]),
        Example(
            "an answer about somebody else makes nobody an assisted person", after: [patient],
            event: admitted, sends: [question],
            hears: [said(output("1").replacing("070012", with: "079999"))],
            ends: [.delivered]),
        Example(
            "the insurer's no is for the desk to see", after: [patient], event: admitted,
            sends: [question], hears: [refused], ends: [.delivered]),
        Example(
            "a gateway that does not let us in is a matter for the integrator",
            after: [patient], event: admitted, sends: [question],
            hears: [.answer(HTTPAnswer(status: 403, body: Data()))],
            ends: [.refused(because: "compare the account")]),
        Example(
            "a gateway that fails is asked later", after: [patient], event: admitted,
            sends: [question], hears: [.answer(HTTPAnswer(status: 502, body: Data()))],
            ends: [.retry(because: "no answer")]),
    ]

    private static let patient = Example(
        "a patient is known",
        event: """
            {"id":"x1","type":"patient.registered","at":"2026-11-22T08:00:00+08:00",\
            "campus":"benbu","data":{"patient":"P1","name":"单晓明","sex":"F",\
            "birthDate":"1990-03-07","cards":["6200000001"],\
            "documents":[{"type":"resident","number":"350102199003070012"}]}}
            """, sends: [], hears: [], ends: [])

    private static let admitted = """
        {"id":"x2","type":"stay.admitted","at":"2026-11-22T09:00:00+08:00",\
        "campus":"benbu","data":{"stay":"Y1","patient":"P1","number":"26112201",\
        "department":{"code":"2001","name":"普外科"},"bed":"12"}}
        """

    private static let question: JSON = [
        "infno": "1101", "fixmedins_code": "H35010200001", "mdtrtarea_admvs": "350100",
        "opter_type": "1",
        "input": [
            "data": [
                "mdtrt_cert_type": "02", "mdtrt_cert_no": "350102199003070012",
                "psn_cert_type": "01", "certno": "350102199003070012", "psn_name": "单晓明",
            ]
        ],
    ]

    private static func output(_ flag: String) -> String {
        #"{"baseinfo":{"psn_no":"35000000000000000001","certno":"350102199003070012","#
            + #""psn_name":"单晓明","exp_content":{"jzfp_flg":"# + flag
            + #","matIdetCode":"T03"}},"insuinfo":[{"insutype":"390","psn_insu_stas":"1","#
            + #""insuplc_admdvs":"350102","balc":0.00}],"idetinfo":[]}"#
    }

    private static func said(_ output: String) -> Example.Heard {
        .answer(
            HTTPAnswer(
                status: 200,
                body: Data(
                    (#"{"infcode":0,"inf_refmsgid":"350100202611220900000000000001","#
                        + #""err_msg":"","output":"# + output + "}").utf8)))
    }

    private static let refused = Example.Heard.answer(
        HTTPAnswer(
            status: 200,
            body: Data(#"{"infcode":-1,"err_msg":"[E04] 未查询到人员信息","output":null}"#.utf8)))
}
