import Foundation
import Hospital
import Insurer
import Storage

/// 4103 and 4102 (interface §6).
extension Talk {
    /// What the platform says of the list, if it says anything.
    enum Standing: Hashable, Sendable {
        case told(Dossier.ListState)
        case refused(String)
        case unsent(String)
        case later(Duration)
        case doubt(String)
    }

    /// Asks how the list stands; what is told is kept.
    func look() async throws -> Standing {
        let standing = standing(
            try await say(
                .look, "4103",
                ["data": ["psn_no": .string(psnNo), "setl_id": .string(insured.setlID)]]))
        if case .told(let state) = standing {
            let (settlement, now) = (dossier.settlement, now)
            try await office.store.write(.soon) {
                try Dossiers.looked(settlement, state, at: now, in: $0)
            }
        }
        return standing
    }

    private func standing(_ answer: InsurerAnswer) -> Standing {
        switch answer.reply {
        case .success(let output): Self.state(in: output, of: insured)
        case .failure(let failure):
            failure.kind == .refused
                && office.settings.noList.contains { failure.text.contains($0) }
                ? .told(.notUploaded) : .refused(failure.kept)
        case .unsent(let reason): .unsent(reason)
        case .later(let time): .later(time)
        case .doubt(let reason): .doubt(reason)
        }
    }

    /// Reads a 4103's output; one that is about another settlement, or says nothing, is doubted.
    static func state(in output: JSON, of insured: Dossier.Insured) -> Standing {
        let list: JSON
        switch output["setlinfo"] {
        case .object(let members):
            if members.isEmpty { return .told(.notUploaded) }
            list = .object(members)
        case .array(let rows):
            guard let first = rows.first else { return .told(.notUploaded) }
            if rows.count > 1 { return .doubt("the answer holds \(rows.count) lists") }
            list = first
        case .null?: return .told(.notUploaded)
        default: return .doubt("the answer tells of no list, not even that there is none")
        }
        for (member, ours) in [("setl_id", insured.setlID), ("psn_no", insured.psnNo)] {
            if let theirs = list.text(member), theirs != ours {
                return .doubt("the answer is about another \(member)")
            }
        }
        return switch list.text("stas_type") {
        case "0": .told(.uploaded)
        case "1": .told(.submitted)
        default: .doubt("the answer tells no stas_type that we know")
        }
    }

    /// Sends one row: its failure has one meaning.
    func set(
        submitted: Bool,
        before: @escaping @Sendable (String, any Transaction) throws -> Void
    ) async throws -> InsurerAnswer {
        try await say(
            submitted ? .submit : .withdraw, "4102",
            [
                "data": [
                    "stastinfo": [
                        [
                            "psn_no": .string(psnNo), "setl_id": .string(insured.setlID),
                            "stas_type": submitted ? "1" : "0",
                        ]
                    ]
                ]
            ], before: before)
    }

    /// `lack` has seen that there is one.
    var psnNo: String { insured.psnNo ?? "" }
}
