import Foundation

/// Who looks at one request behind the gateway, in the order the platform looks (interface §9).
struct FundClerk {
    let institution: FundInstitution
    /// The service the path is for; nil at the common entry.
    let pathInfno: String?
    let call: Int
    let conduct: Conduct
    let now: Date

    /// Rules on a request and gives what is answered and what is to be entered.
    func answer(_ body: [UInt8], _ office: inout FundOffice) -> (JSON, [FundBooks.Change]) {
        var changes: [FundBooks.Change] = []
        var output = JSON.null
        var refusal: FundRefusal?
        var isDone = false
        do throws(FundRefusal) {
            guard let json = try? JSON(parsing: body) else { throw .malformed("报文不是JSON") }
            let message = try FundMessage(json, of: institution)
            guard office.books.messages[message.msgid] == nil else { throw .usedMessage }
            changes.append(.message(message.msgid, call: call))
            if let told = conduct.refusal { throw .told(told) }
            let ruling = try rule(on: message, office.books)
            changes += ruling.changes
            isDone = true
            output = slipped(ruling.output, message, &office)
            if conduct.slip == .errorAfterCommit { throw .systemError }
        } catch {
            refusal = error
        }
        changes.append(.outcome(call: call, code: isDone ? "0" : refusal?.code ?? "", at: now))
        let letter = FundLetter(
            institution: institution, call: call, now: now, switches: office.books.switches,
            isSealed: conduct.slip == .badSignature)
        return (letter.json(output, refusal), changes)
    }

    private func rule(
        on message: FundMessage, _ books: FundBooks
    ) throws(FundRefusal) -> FundRuling {
        guard let service = FundService.catalogue[message.infno],
            pathInfno == nil || pathInfno == message.infno
        else { throw .malformed("infno\(message.infno)不存在或与地址不符") }
        let request = FundCase(
            message: message, institution: institution, now: now, hiddenFor: conduct.hiddenFor,
            switches: books.switches)
        if books.switches.signInNeeded, message.infno != "9001" {
            guard SignInService.isValid(request, books) else { throw .notSignedIn }
        }
        guard !message.namesPerson || !message.insuredArea.isEmpty else {
            throw .malformed("交易输入含psn_no时insuplc_admdvs不能为空")
        }
        return try service.judge(request, books)
    }

    /// The output, or that of another request where a fault has it so.
    private func slipped(
        _ output: JSON, _ message: FundMessage, _ office: inout FundOffice
    ) -> JSON {
        let last = office.lastOutputs.updateValue(output, forKey: message.infno)
        guard conduct.slip == .wrongEcho else { return output }
        if let last, last != output { return last }
        return Self.stranger(output)
    }

    /// The output with the numbers and the name of somebody else.
    private static func stranger(_ value: JSON) -> JSON {
        let others = [
            "psn_no": "35009999999999999999", "certno": "350199199909099999",
            "psn_name": "旁人", "setl_id": "35019999999999999999",
            "setl_list_id": "QD9999999999", "sign_no": "99999999999999999999",
        ]
        switch value {
        case .object(let members):
            return .object(
                members.map { member in
                    JSON.Member(
                        name: member.name,
                        value: others[member.name].map { .string($0) } ?? stranger(member.value))
                })
        case .array(let elements): return .array(elements.map(stranger))
        default: return value
        }
    }
}
