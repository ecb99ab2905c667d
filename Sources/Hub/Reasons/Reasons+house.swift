extension Reasons {
    /// What wires, scheduler and outbox say.
    static let house: Reasons = [
        "nothing was sent to {}: {}": "未能发往 {}：{}",
        "{} did not answer: {}": "{} 没有应答：{}",
        "{} answered what is no answer: {}": "{} 的应答无法辨认：{}",
        "an address that is none": "（无效的地址）",
        "connect: Connection refused (errno: 111)": "连接被拒绝",
        "not within {}": "超过 {}",
        "{} seconds": "{} 秒",
        "we stopped waiting": "已不再等待",
        "the connection was closed": "连接被对方关闭",
        "its connections close at once": "连接一建立就被对方关闭",
        "its certificate is not for this host name": "对方的证书与主机名不符",
        "more than {} bytes": "超过 {} 字节",
        "asked to come back": "对方要求稍后再来",
        "no end within {} seconds": "{} 秒内没有做完",
        "given up after {} tries: {}": "已试 {} 次，不再自动重试：{}",
        "given up after {} days: {}": "已满 {} 天，不再自动重试：{}",
        "given up: {} tries did not come to an end": "已试 {} 次都没有做完（程序中途退出），不再自动重试",
        "nobody can ask this counterparty what became of it": "对方不提供结果查询，需人工核实",
        "this version of LabQueue does not know {}; install the one that planned it":
            "当前版本不认识 {}；请安装产生它的版本",
        "the errand's payload lacks members; skip it and report this":
            "任务内容不完整；请跳过并反馈给我们",
        "its end could not be written: {}": "结果未能存下：{}",
        "what follows could not be kept: {}": "后续内容未能存下：{}",
        "they have it, but what follows could not be kept: {}": "对方已收到，但后续内容未能存下：{}",
        "{}; noting it failed, too: {}": "{}；登记此事也失败了：{}",
        "the daemon ended before it was sent": "发出之前程序退出",
        "the daemon ended before the answer was kept": "应答存下之前程序退出",
        "from a backup: perhaps it was told since": "来自备份：备份之后可能已发出，先查实",
        "unreadable: {}": "无法读懂：{}",
    ]
}
