import Hub

extension NursingConnector {
    public static let reasons: Reasons = [
        "the stay's records cannot be read": "此次住院的记录无法读懂",
        "stay {} is of campus {}, not of {}; the HIS must tell it as {}":
            "住院 {} 属于院区 {}，不是 {}；请由 HIS 按 {} 发送",
        "bed-days are computed in the house; doing it again does nothing twice":
            "床日在院内计算，重做不会重复计费",
    ]
}
