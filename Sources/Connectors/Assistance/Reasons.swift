import Hub
import Insurer

extension AssistanceConnector {
    public static let reasons = InsurerGateway.reasons.with([
        "the HIS has not told of the patient yet": "尚未收到此患者的档案",
        "the insurer gave no answer that can be read": "医保平台没有给出可读的应答",
        """
        the gateway or our own settings do not let 1101 through; compare the account with the \
        insurer's letter
        """:
            "医保平台或本系统的设置不允许 1101；请按医保局的开通函核对账户",
    ])
}
