/// What requests must hold: the envelope and the input of each service (interface §2, §4–§6).
enum InsuranceFields {
    static let envelope: [Field] = [
        .must("infno", .text(5)), .must("msgid", .text(30)), .must("mdtrtarea_admvs", .digits(6)),
        .may("insuplc_admdvs", .digits(6)), .must("recer_sys_code", .text(10)),
        .may("dev_no", .text(100)), .may("dev_safe_info", .text(2000)),
        .may("cainfo", .text(1024)), .may("signtype", .oneOf(["SM2", "SM3"])),
        .must("infver", .oneOf(["V1.0"])), .must("opter_type", .oneOf(["1", "2", "3"])),
        .must("opter", .text(30)), .must("opter_name", .text(50)),
        .must("inf_time", .dashedMoment), .must("fixmedins_code", .text(12)),
        .must("fixmedins_name", .text(200)), .may("sign_no", .text(30)),
        .may("app_id", .text(50)), .may("enc_type", .text(10)),
    ]
    /// Members of an envelope that are known, with those that are no text.
    static let envelopeNames = Set(envelope.map(\.name) + ["input"])

    static let signIn: [Field] = [
        .must("opter_no", .text(20)), .may("mac", .text(20)), .may("ip", .text(20)),
    ]
    static let person: [Field] = [
        .must("mdtrt_cert_type", .oneOf(["01", "02", "03"])), .must("mdtrt_cert_no", .text(50)),
        .may("card_sn", .text(32)), .may("begntime", .dashedMoment),
        .may("psn_cert_type", .text(6)), .may("certno", .text(50)), .may("psn_name", .text(50)),
    ]
    /// Of a settlement and of the question for its list.
    static let settlement: [Field] = [.must("psn_no", .text(30)), .must("setl_id", .text(30))]
    static let listState = settlement + [.must("stas_type", .text(3))]
    static let cancel = settlement + [.must("mdtrt_id", .text(30))]
    static let inpatientCancel = cancel + [.may("exp_content", .text(4000))]
    static let reversal: [Field] = [
        .must("psn_no", .text(30)), .must("omsgid", .text(30)), .must("oinfno", .text(4)),
    ]
    /// As little of 2207 and 2304 as makes a settlement.
    static let settling: [Field] = [
        .must("psn_no", .text(30)), .must("mdtrt_id", .text(30)),
        .must("medfee_sumamt", .amount(16, 2)),
    ]

    static let listHead: [Field] =
        cancel + [
            .must("stas_type", .text(3)), .may("bill_code", .text(30)), .may("bill_no", .text(30)),
            .may("medcasno", .text(40)), .may("dcla_time", .anything(19)),
        ]
    private static let special: [Field] = [
        .must("diag_name", .text(100)), .must("diag_code", .text(20)),
        .must("oprn_oprt_name", .text(500)), .must("oprn_oprt_code", .text(30)),
    ]
    private static let diagnosis: [Field] = [
        .must("diag_type", .text(3)), .must("diag_code", .text(20)),
        .must("diag_name", .text(100)), .may("adm_cond_type", .text(3)),
    ]
    private static let intensive: [Field] = [
        .must("scs_cutd_ward_type", .text(6)), .must("scs_cutd_inpool_time", .text(30)),
        .must("scs_cutd_exit_time", .text(30)), .may("scs_cutd_sum_dura", .text(10)),
    ]
    private static let nodes: [Field] = [
        .must("opspdiseinfo", .rows(special)), .must("diseinfo", .rows(diagnosis)),
        .must("oprninfo", .rows([])), .must("icuinfo", .rows(intensive)),
    ]
    /// The lists beside `setlinfo` in 4101.
    static let upload = nodes + [.must("payinfo", .rows([])), .must("iteminfo", .rows([]))]
    /// The lists beside `setlinfo` in 4101A.
    static let uploadA = nodes + [.must("bldinfo", .rows([]))]

    /// Throws for the first of `fields` that `content` gets wrong.
    static func check(_ content: JSON, against fields: [Field]) throws(FundRefusal) {
        do {
            try Field.check(content, against: fields)
        } catch {
            throw .malformed(error.text)
        }
    }
}
