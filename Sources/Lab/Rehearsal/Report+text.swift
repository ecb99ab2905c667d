import Foundation

extension Report {
    /// As `labqueue rehearse` prints it: columns, Chinese with English headings.
    public var text: String {
        let head = "排演 Rehearsal   seed \(seed)   患者 patients \(patients)   窗口 windows \(windows)"
        let classes = waits.map { waits in
            row(
                "  \(waits.class.words.zh) \(waits.class.words.en)", "\(waits.tickets)",
                minutes(waits.median), minutes(waits.four5ths), minutes(waits.nineteen20ths),
                minutes(waits.longest))
        }
        let windows = shifts.map { shift in
            row("  \(shift.window)", "\(shift.tickets)", percent(shift.busy))
        }
        let estimates = [
            row("  号票 tickets", "\(honesty.tickets)"),
            row("  不超过中位 within median (50 %)", percent(honesty.withinMedian)),
            row("  不超过上限 within likely (80 %)", percent(honesty.withinLikely)),
            row("  中位误差 median error", minutes(honesty.medianError)),
        ]
        let misses = row("过号 Missed calls", "\(missed)") + "\n" + row("未采 Not drawn", "\(left)")
        return """
            \(head)

            \(row("等候 Waits (min:s)", "tickets", "median", "80 %", "95 %", "max"))
            \(classes.joined(separator: "\n"))

            \(row("窗口 Windows", "tickets", "busy"))
            \(windows.joined(separator: "\n"))

            预计 Estimates
            \(estimates.joined(separator: "\n"))

            \(misses)

            """
    }

    /// The first column to the left, the others to the right.
    private func row(_ name: String, _ columns: String...) -> String {
        let pad = String(repeating: " ", count: max(38 - name.columns, 1))
        return name + pad
            + columns.map { String(repeating: " ", count: max(9 - $0.columns, 1)) + $0 }.joined()
    }

    private func minutes(_ seconds: TimeInterval) -> String {
        let whole = Int(seconds.rounded())
        return "\(whole / 60):\(whole % 60 < 10 ? "0" : "")\(whole % 60)"
    }

    private func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
}

extension String {
    /// How wide it is in a terminal, where a Chinese character takes two columns.
    fileprivate var columns: Int { unicodeScalars.reduce(0) { $0 + ($1.value > 0x2E7F ? 2 : 1) } }
}

extension Ticket.Class {
    /// As people read it.
    public var words: Words {
        switch self {
        case .emergency: Words("急诊", "Emergency")
        case .due: Words("定时复采", "Timed re-draw")
        case .priority: Words("优先", "Priority")
        case .normal: Words("普通", "Normal")
        }
    }
}
