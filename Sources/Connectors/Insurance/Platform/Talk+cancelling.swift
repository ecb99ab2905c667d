import Foundation
import Hospital
import Insurer
import Storage

/// 2208 and 2305, and 2601 that takes them back (interface §3, §6).
extension Talk {
    /// Outpatient settlements and registrations are cancelled by 2208, inpatient ones by 2305.
    var cancelService: String { dossier.kind == .inpatient ? "2305" : "2208" }

    /// Sends the insurance's cancellation.
    func cancel(round: Int) async throws -> InsurerAnswer {
        var data: [String: JSON] = [
            "setl_id": .string(insured.setlID), "mdtrt_id": .string(insured.mdtrtID ?? ""),
            "psn_no": .string(psnNo),
        ]
        if dossier.kind == .inpatient { data["exp_content"] = "" }
        let settlement = dossier.settlement
        let answer = try await say(.cancel, cancelService, ["data": .object(data)]) {
            try Dossiers.cancelling(settlement, round: round, as: $0, in: $1)
        }
        guard case .success(let output) = answer.reply, let told = output["setlinfo"] else {
            return answer
        }
        for (member, ours) in [("psn_no", insured.psnNo), ("mdtrt_id", insured.mdtrtID)] {
            if let theirs = told.text(member), theirs != ours {
                return InsurerAnswer(
                    .doubt("the answer is about another \(member)"), msgid: answer.msgid,
                    refmsgid: answer.refmsgid)
            }
        }
        return answer
    }

    /// Takes a cancellation of unknown outcome back, as if it had never been sent.
    func takeBack(_ msgid: String) async throws -> InsurerAnswer {
        try await say(
            .takeBack, "2601",
            [
                "data": [
                    "psn_no": .string(psnNo), "omsgid": .string(msgid),
                    "oinfno": .string(cancelService),
                ]
            ])
    }
}
