extension Refusal {
    /// Stable, for programs.
    public var code: String {
        switch self {
        case .unknownTicket: "unknown-ticket"
        case .unknownWindow: "unknown-window"
        case .unknownQueue: "unknown-queue"
        case .alreadyQueued: "already-queued"
        case .windowBusy: "window-busy"
        case .nobodyCalled: "nobody-called"
        case .nobodyWaiting: "nobody-waiting"
        case .manualMode: "manual-mode"
        case .calledElsewhere: "called-elsewhere"
        case .notWaiting: "not-waiting"
        case .pinnedElsewhere: "pinned-elsewhere"
        case .queueNotServed: "queue-not-served"
        case .noMoreCalls: "no-more-calls"
        case .nothingToUndo: "nothing-to-undo"
        case .tooLate: "too-late"
        }
    }

    /// What was attempted, and why it was not done.
    public var words: Words {
        switch self {
        case .unknownTicket:
            Words("今天没有这张号票。", "There is no such ticket today.")
        case .unknownWindow(let window):
            Words("本大厅没有窗口 \(window)。", "This hall has no window \(window).")
        case .unknownQueue(let queue):
            Words("本大厅没有队列 \(queue)。", "This hall has no queue \(queue).")
        case .alreadyQueued:
            Words("不能再取号：该患者已有一张有效号票。", "No second ticket: the patient has an open one.")
        case .windowBusy(let window, let label):
            Words(
                "窗口 \(window) 不能继续：\(label) 还在本窗口。",
                "Window \(window) cannot go on: \(label) is still at it.")
        case .nobodyCalled(let window):
            Words("窗口 \(window) 当前没有患者。", "Nobody is called to window \(window).")
        case .nobodyWaiting:
            Words("没有人在等候。", "Nobody is waiting.")
        case .manualMode(let window):
            Words(
                "窗口 \(window) 是手动模式，不能自动叫号。",
                "Window \(window) picks by hand, so the line cannot choose for it.")
        case .calledElsewhere(let label, let window):
            Words(
                "不能叫 \(label)：窗口 \(window) 已经叫了。",
                "\(label) cannot be called: window \(window) has called it.")
        case .notWaiting(let label, let state):
            Words(
                "不能处理 \(label)：该号\(state.words.zh)，不在等候。",
                "\(label) is not waiting: it is \(state.words.en).")
        case .pinnedElsewhere(let label, let window):
            Words(
                "不能叫 \(label)：已指定到窗口 \(window)。",
                "\(label) cannot be called: it was sent to window \(window).")
        case .queueNotServed(let queue, let window):
            Words(
                "窗口 \(window) 不叫队列 \(queue) 的号。",
                "Window \(window) does not serve queue \(queue).")
        case .noMoreCalls(let label, let limit):
            Words(
                "不能再叫 \(label)：已叫 \(limit) 次。",
                "\(label) cannot be called again: it was called \(limit) times.")
        case .nothingToUndo(let window):
            Words("窗口 \(window) 没有可以撤销的操作。", "Window \(window) has nothing to take back.")
        case .tooLate(let label, let state):
            Words(
                "不能更改 \(label)：该号\(state.words.zh)。",
                "\(label) cannot be changed any more: it is \(state.words.en).")
        }
    }

    /// What to do now.
    public var remedy: Words {
        switch self {
        case .unknownTicket: Words("请重新刷卡或按姓名查找。", "Swipe again, or search by name.")
        case .unknownWindow, .unknownQueue:
            Words("请核对编号，或请管理员检查设置。", "Check the number, or have the settings checked.")
        case .alreadyQueued:
            Words("请使用原来的号票；丢失可以补打。", "Use that ticket; a lost one can be printed again.")
        case .windowBusy:
            Words("请先按“到位”“完成”或“过号”。", "Press arrived, finished or missed first.")
        case .nobodyCalled: Words("请先叫号。", "Call somebody first.")
        case .nobodyWaiting: Words("有人取号后再叫。", "Call when somebody has taken a ticket.")
        case .manualMode:
            Words("请从列表中选择，或切换到自动模式。", "Pick from the list, or switch to automatic.")
        case .calledElsewhere: Words("请叫其他号。", "Call another ticket.")
        case .notWaiting(_, .resting):
            Words("到时间后该号会自动排队。", "It joins the line by itself at its minute.")
        case .notWaiting: Words("请刷新列表，叫其他号。", "Refresh the list and call another.")
        case .pinnedElsewhere, .queueNotServed:
            Words("请先由分诊台转到本窗口。", "Have the triage desk move it here first.")
        case .noMoreCalls: Words("请按“过号”。", "Press missed.")
        case .nothingToUndo:
            Words("请由分诊台更改号票。", "Have the triage desk change the ticket.")
        case .tooLate: Words("如需再次采血，请重新取号。", "To draw again, take a new ticket.")
        }
    }
}

extension Ticket.State {
    /// As a nurse reads it.
    public var words: Words {
        switch self {
        case .waiting: Words("等候中", "waiting")
        case .called: Words("已叫号", "called")
        case .drawing: Words("采血中", "being drawn")
        case .done: Words("已完成", "done")
        case .missed: Words("已过号", "missed")
        case .cancelled: Words("已取消", "cancelled")
        case .resting: Words("等待下次采血", "resting until the next draw")
        }
    }
}
