import Hub
import Insurer

extension InsuranceConnector {
    public static let reasons = InsurerGateway.reasons.with([
        "settlement {} is not known here; tell it again": "没有收到结算 {}；请由 HIS 重新发送",
        """
        settlement {} was told before with {}, and that stays; find out which is right, correct \
        it in the HIS, then skip this delivery
        """:
            "结算 {} 先前收到的是{}，仍以先前的为准；请核实后在 HIS 更正，再跳过此投递",
        "another patient": "另一位患者",
        "another number of the fund's settlement (setl_id)": "另一个医保结算号 (setl_id)",
        "another insured person (psn_no)": "另一个人员编号 (psn_no)",
        "the list is still submitted": "清单仍是已提交",
        "the list is not submitted": "清单尚未提交",
        "overtaken by the HIS": "HIS 已另作处理",
        "the answer holds {} lists": "应答中有 {} 份清单",
        "the answer tells of no list, not even that there is none": "应答中既没有清单，也没有说没有清单",
        "the answer is about another {}": "应答说的是另一个 {}",
        "the answer tells no stas_type that we know": "应答中的 stas_type 不认识",
        "no msgid": "没有报文号",
        "the cancellation of unknown outcome was taken back (2601)": "结果未知的撤销已冲正（2601）",

        // Why an exception is one no more.
        "not reversed": "HIS 告知未冲销",
        "reversed": "HIS 告知已冲销",
        "taken back": "清单已撤回",
        "submitted again": "清单已恢复提交",
    ])
}
