import Foundation

/// What the fund has on its books; changed by `apply` alone.
struct FundBooks: Bookkeeping {
    /// By person number.
    private(set) var members: [String: FundMember] = [:]
    private(set) var settlements: [String: FundSettlement] = [:]
    /// In the order they were made.
    private(set) var settlementOrder: [String] = []
    private(set) var calls: [FundCall] = []
    private(set) var switches = FundSwitches()
    /// Every message number that was taken, with the call that brought it.
    private(set) var messages: [String: Int] = [:]
    /// When each nonce was seen, by application and nonce.
    private(set) var nonces: [String: Date] = [:]
    /// When each sign-in was, by institution and its number.
    private(set) var signIns: [String: Date] = [:]

    init() {
        for member in FundMember.demonstration { members[member.psnNo] = member }
        for settlement in FundSettlement.demonstration { apply(.settlement(settlement)) }
    }

    /// A change, as the journal keeps it.
    enum Change: Codable, Sendable {
        case nonce(String, Date)
        case message(String, call: Int)
        case call(FundCall)
        case outcome(call: Int, code: String, at: Date)
        case member(FundMember)
        case settlement(FundSettlement)
        case signIn(String, Date)
        case switches(FundSwitches)
    }

    mutating func apply(_ change: Change) {
        switch change {
        case .nonce(let nonce, let date): nonces[nonce] = date
        case .message(let msgid, let call): messages[msgid] = call
        case .call(let call): calls.append(call)
        case .outcome(let number, let code, let date):
            guard calls.indices.contains(number - 1) else { return }
            calls[number - 1].outcomes.append(.init(code: code, at: date))
        case .member(let member): members[member.psnNo] = member
        case .settlement(let settlement):
            if settlements.updateValue(settlement, forKey: settlement.id) == nil {
                settlementOrder.append(settlement.id)
            }
        case .signIn(let key, let date): signIns[key] = date
        case .switches(let new): switches = new
        }
    }

    /// The person with this identity card, electronic certificate or social-security card.
    func member(_ kind: String, _ number: String) -> FundMember? {
        members.values.first { member in
            switch kind {
            case "01": member.token == number
            case "02": member.certNo == number
            default: member.card == number
            }
        }
    }

    /// The number of the next settlement: area, day and a serial number.
    func nextSettlement(in area: String, at now: Date) -> String {
        area + BusinessTime.text(now).prefix(8) + Self.digits(settlementOrder.count + 1, 6)
    }

    /// The call by which `msgid` was taken.
    func call(of msgid: String) -> FundCall? { messages[msgid].map { calls[$0 - 1] } }

    static func signInKey(_ institution: FundInstitution, _ number: String) -> String {
        "\(institution.code)\n\(number)"
    }

    /// `number` in at least so many digits.
    static func digits(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
}
