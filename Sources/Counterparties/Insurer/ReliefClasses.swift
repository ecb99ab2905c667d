/// The classes of helped persons as the insurer hands them out, for the hospital to take over.
///
/// The real codes and names are not public; these are invented for the demonstration.
enum ReliefClasses {
    /// Its name in the data folder.
    static let file = "insurer-classes.csv"

    private static let names = [
        "三无人员", "建档立卡贫困人口", "最低生活保障对象", "特困供养人员", "城乡低收入家庭成员",
        "因病致贫重病患者", "农村五保供养对象", "重度残疾人", "孤儿", "事实无人抚养儿童",
        "低保边缘家庭成员", "返贫致贫人口", "脱贫不稳定人口", "边缘易致贫人口", "突发严重困难人口",
        "重点优抚对象", "计划生育特殊家庭成员", "困难劳动模范", "困难退役军人", "困难归侨侨眷",
    ]

    /// A heading and twenty lines, with the byte order mark that spreadsheets look for.
    static var csv: String {
        let rows = names.enumerated().map { index, name in
            let code = FundBooks.digits(index + 1, 2)
            return "\(code),\(name)（示例）,T\(code),2024-01-01,,\(index + 1)\r\n"
        }
        return "\u{FEFF}类别代码,类别名称,医保身份编码,启用日期,停用日期,排序\r\n" + rows.joined()
    }
}
