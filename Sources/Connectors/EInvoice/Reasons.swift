import Hub

extension EInvoiceConnector {
    public static let reasons: Reasons = [
        // The sheet, before anything is said.
        "the patient of this sheet is not in the records yet; the HIS must send patient.registered":
            "尚未收到此患者的档案；请由 HIS 发送 patient.registered",
        """
        the settings name no placeCode for {} of {}; add it under campuses.places and replay \
        this delivery
        """:
            "设置中没有 {}（院区 {}）的开票点；请在 campuses.places 中补上后重新投递",
        "a bill of nothing is not issued": "金额为零，不开票",
        "the settlement has no charges; correct it in the HIS": "结算没有收费明细；请在 HIS 更正",
        "the charges add up to {} yuan, not to the total; correct the settlement in the HIS":
            "收费明细合计 {} 元，与总额不符；请在 HIS 更正",
        "the payments do not add up to the total; correct the settlement in the HIS":
            "各支付方式之和与总额不符；请在 HIS 更正",
        "the payments do not add up to the deposit; correct it in the HIS":
            "各支付方式之和与预交金额不符；请在 HIS 更正",
        """
        the payments are {} yuan away from the total, more than rounding explains; correct the \
        settlement in the HIS
        """:
            "各支付方式之和与总额相差 {} 元，超出舍入误差；请在 HIS 更正",
        "the bill of this errand is not in the table; skip it and report this":
            "没有此任务的票据；请跳过并反馈给我们",
        "the settings have no einvoice account for {}; add campuses.{}":
            "设置中没有院区 {} 的电子票据账户；请补上 campuses.{}",
        """
        the deposit of this refund is not known here; have the HIS send its deposit.paid, then \
        replay this delivery
        """:
            "未收到所退的预交金；请由 HIS 补发 deposit.paid，再重新投递",
        "{} is no day": "{} 不是日期",

        // What the platform answers, or not.
        "the platform answered with HTTP status {}": "平台以 HTTP 状态 {} 应答",
        "the answer is not {data, noise, sign}": "应答不是 {data, noise, sign} 的格式",
        "the answer's signature is wrong": "应答的签名不对",
        "the answer's data are not {result, message} in Base64":
            "应答的 data 不是 Base64 编码的 {result, message}",
        "the answer names another business number": "应答中的业务流水号是另一笔的",
        "the answer is about another bill": "应答说的是另一张票",
        "the answer lacks the bill's numbers": "应答中没有票据代码和号码",
        "the answer lacks the voucher's numbers": "应答中没有凭证的代码和号码",
        "the answer lacks the red bill's numbers": "应答中没有红票的代码和号码",
        "the answer is not about this bill's state": "应答说的不是这张票的状态",
        "the platform does not list it": "平台上查无此票",
        "the platform does not tell the bill's state": "平台没有告知这张票的状态",
        "the platform does not tell the voucher's state": "平台没有告知此凭证的状态",
        "too early to believe that the platform has it not": "刚发出不久，还不能断定平台没有收到",
        "the platform's bill under this number has another amount; compare both":
            "平台上同一流水号的票金额不同；请两边核对",
        "the platform's bill under this number has another payer; compare both":
            "平台上同一流水号的票交款人不同；请两边核对",
        "the bill's content could not be read to compare it": "票面内容读不到，无法核对",
        "the platform issued {}, which here is {}; look at both":
            "平台已开出 {}，而本系统中为 {}；请两边核对",
        "the platform lists a refund of this amount without our number; compare both":
            "平台上有一笔同额退款但没有我们的流水号；请两边核对",

        // Void, refund, paper.
        "it was not sent": "没有发出",
        "it has no numbers": "这张票还没有代码和号码",
        "the bill is still valid": "平台上这张票仍然有效",
        "the voucher is still valid": "平台上此凭证仍然有效",
        "only an issued bill is exchanged to paper": "只有已开出的票可以换开纸质票",
        "this place has no paper on the platform": "平台上此开票点没有纸质票",
        "this place has no blank left": "此开票点的纸质票已用完",
        "the platform gave no blank": "平台没有给出纸质票号",
        "the bill is not exchanged to this blank": "这张票没有换开成此纸质票号",
        "the books are read again": "正在重新读取账目",
        "reversed by {}": "已由红票 {} 冲红",
        "was reversed before": "此前已冲红",
        "reversed": "已冲红",
    ]
}
