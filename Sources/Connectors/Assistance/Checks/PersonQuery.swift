import Foundation
import Hospital
import Hub
import Insurer

/// 1101 about one person, put to the insurer (interface §4).
struct PersonQuery: Sendable {
    let office: Office
    let insured: Insured
    /// What was shown for it; the resident's number where nil.
    let credential: Credential?
    let opter: InsurerOperator?

    /// What came of it.
    struct Reply: Sendable {
        let result: Enquiry.Result
        let msgid: String?
        let said: String?
        /// Whether asking again may bring more.
        let isOpen: Bool

        init(
            _ result: Enquiry.Result, msgid: String?, said: String? = nil, isOpen: Bool = false
        ) {
            self.result = result
            self.msgid = msgid
            self.said = said
            self.isOpen = isOpen
        }
    }

    func put(
        to gateway: InsurerGateway, at now: Date, carry: InsurerGateway.Carry
    ) async throws -> Reply {
        let answer = try await gateway.ask(
            "1101", ["data": .object(input)], by: opter, carry: carry)
        let msgid = answer.msgid
        switch answer.reply {
        case .success(let output):
            let names = office.settings.names
            guard let person = PersonAnswer(output, names: names, at: now) else {
                return Reply(.failed(.unreachable), msgid: msgid, isOpen: true)
            }
            guard person.isAbout(insured) else {
                return Reply(.failed(.otherPerson), msgid: msgid)
            }
            return Reply(
                .known(
                    KnownAnswer(
                        relief: person.relief, identities: person.identities,
                        isOver: person.isOver, at: now)), msgid: msgid)
        case .failure(let failure):
            let isOurs = failure.kind == .configuration
            return Reply(
                .failed(isOurs ? .unfit : .refused), msgid: msgid,
                said: isOurs ? nil : failure.kept)
        // They want to be left alone for a while.
        case .later: return Reply(.failed(.unreachable), msgid: msgid)
        case .unsent, .doubt:
            return Reply(.failed(.unreachable), msgid: msgid, isOpen: true)
        }
    }

    private var input: [String: JSON] {
        let codes = office.settings.certificates
        var input: [String: JSON] = [
            "mdtrt_cert_type": .string(codes.resident), "mdtrt_cert_no": .string(insured.number),
            "card_sn": "", "begntime": "", "psn_cert_type": .string(codes.document),
            "certno": .string(insured.number), "psn_name": .string(insured.spelledName),
        ]
        guard let credential, credential.kind != .resident else { return input }
        // Whose card it is they must say themselves: that is what is compared.
        input["mdtrt_cert_type"] = .string(
            credential.kind == .card ? codes.card : codes.electronic)
        input["mdtrt_cert_no"] = .string(credential.number)
        input["card_sn"] = .string(credential.cardNumber ?? "")
        for member in ["psn_cert_type", "certno", "psn_name"] { input[member] = "" }
        return input
    }
}
