import Hospital
import Hub
import Lab

extension Dossier.Kind {
    var words: Words {
        switch self {
        case .registration: Words("挂号", "Registration")
        case .outpatient: Words("门诊", "Outpatient")
        case .inpatient: Words("住院", "Inpatient")
        }
    }
}

extension Dossier {
    /// What a person reads of the list's state.
    var badge: JSON {
        if isInDoubt { return .badge(.wait, Words("待确认", "Not known yet")) }
        return switch state {
        case .notUploaded where lookedAt == nil: .badge(.off, Words("未查询", "Not asked yet"))
        case .notUploaded: .badge(.off, Words("未上传", "No list"))
        case .uploaded where isWithdrawn: .badge(.wait, Words("已撤回提交", "Taken back"))
        case .uploaded: .badge(.good, Words("未提交", "Not submitted"))
        case .submitted: .badge(.wait, Words("已提交", "Submitted"))
        case .cancelled: .badge(.off, Words("结算已冲销", "Settlement reversed"))
        }
    }

    /// What a person reads of the reversal.
    var phaseWords: Words {
        switch phase {
        case .idle: Words("—", "—")
        case .asked: Words("正在撤回", "Being taken back")
        case .stopped: Words("不可冲销", "Not to be reversed")
        case .go: Words("可冲销", "May be reversed")
        case .reversed: Words("已冲销", "Reversed")
        }
    }
}

extension Steps.Act {
    var words: Words {
        switch self {
        case .heard: Words("收到结算", "Settlement told")
        case .asked: Words("申请冲销", "Asked to reverse")
        case .notReversed: Words("未冲销", "Not reversed")
        case .reversed: Words("已冲销", "Reversed")
        case .look: Words("查询清单 4103", "Asked for the list (4103)")
        case .withdraw: Words("撤回提交 4102", "Taken back (4102)")
        case .submit: Words("恢复提交 4102", "Submitted again (4102)")
        case .cancel: Words("撤销医保结算", "Insurance settlement cancelled (2208, 2305)")
        case .takeBack: Words("冲正 2601", "Cancellation taken back (2601)")
        case .signIn: Words("签到 9001", "Signed in (9001)")
        case .go: Words("允许冲销", "Told to go on")
        case .stop: Words("不允许冲销", "Told not to reverse")
        case .restored: Words("清单已恢复", "The list is submitted again")
        }
    }
}

extension Steps.Outcome {
    var badge: JSON {
        switch self {
        case .sent: .badge(.wait, Words("已发出", "Sent"))
        case .done: .badge(.good, Words("成功", "Done"))
        case .refused: .badge(.bad, Words("拒绝", "Refused"))
        case .unknown: .badge(.wait, Words("结果未知", "Not known"))
        case .unsent: .badge(.off, Words("未发出", "Not sent"))
        }
    }

    var word: String {
        switch self {
        case .sent: "已发出"
        case .done: "成功"
        case .refused: "拒绝"
        case .unknown: "结果未知"
        case .unsent: "未发出"
        }
    }
}

extension Exceptions.Kind {
    var words: Words {
        switch self {
        case .unasked: Words("未申请即冲销", "Reversed without asking")
        case .unanswered: Words("允许后无结果", "Told to go on, then silence")
        case .withdrawal: Words("清单未能撤回", "A list was not taken back")
        case .restoring: Words("清单未能恢复提交", "A list was not submitted again")
        }
    }
}
