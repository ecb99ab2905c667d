import Lab

/// What comes out of a printer: a ticket, or pages somebody fetched from elsewhere.
public enum Paper: Sendable, Hashable, Identifiable {
    case ticket(Slip)
    case pages(PageFile)

    /// As the room's news name it.
    public var id: String {
        switch self {
        case .ticket(let slip): slip.id
        case .pages(let file): file.id
        }
    }
}

extension Paper {
    /// What holds although the paper does not come.
    private var assurance: Words {
        switch self {
        case .ticket:
            Words(
                "请记住屏幕上的号码，排队不受影响", "Please remember the number on the screen; your place is kept")
        case .pages:
            Words("内容已保存，稍后可以再打印", "It is kept and can be printed later")
        }
    }

    /// `reason`, and what holds all the same.
    func regret(_ reason: Words) -> Words {
        let (reason, assurance) = (reason, assurance)
        return Words("\(reason.zh)。\(assurance.zh)", "\(reason.en). \(assurance.en)")
    }

    /// What the patient is told of a printer in trouble.
    func regret(_ state: PrinterStatus.State) -> Words {
        regret(state.words ?? Words("打印机未能打印", "The printer did not print"))
    }
}

extension Paper: CustomStringConvertible {
    /// Without anything about the patient, since descriptions end up in logs.
    public var description: String {
        switch self {
        case .ticket(let slip): slip.description
        case .pages(let file): file.description
        }
    }
}
