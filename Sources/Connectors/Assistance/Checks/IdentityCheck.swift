import Foundation
import Hospital
import Hub
import Insurer
import Storage

/// The errand of an admission: asks before anybody stands at the deposit's counter.
struct IdentityCheck: Sendable {
    let office: Office

    static let operation = "identity.check"

    static func errand(stay: String, admission: StayMovement.Admission) -> Errand {
        Errand(
            connector: AssistanceConnector.name, operation: operation,
            lane: AssistanceConnector.lane(of: admission.campus), key: admission.patient,
            number: "admitted-\(stay)-\(admission.patient)",
            payload: ["stay": .string(stay), "patient": .string(admission.patient)])
    }

    func deliver(_ attempt: Attempt) async throws -> Outcome {
        guard let id = attempt.delivery.payload.text("stay"),
            let whose = attempt.delivery.payload.text("patient")
        else { throw UnreadablePayload() }
        let (stay, patient) = try await office.store.read { transaction in
            (
                try Records.stay(id: id, in: transaction),
                try Records.patient(id: whose, in: transaction)
            )
        }
        // Over, cancelled, or another patient's by now, whose own errand is on its way.
        guard let stay, stay.patient == whose, stay.state == .admitted else { return .delivered }
        guard let patient else { return .retry(because: "the HIS has not told of the patient yet") }
        let check = Check(
            office: office, subject: Subject(patient: patient, stay: stay, campus: stay.campus),
            occasion: .admission, actor: "labqueue", now: attempt.now)
        let standing = try await check.standing(tries: 1, carry: attempt.insurerCarry)
        return outcome(of: standing)
    }

    private func outcome(of standing: Standing) -> Outcome {
        guard case .failed(let failure)? = standing.enquiry?.result,
            standing.decision.state == .failed
        else { return .delivered }
        return switch failure {
        case .unreachable: .retry(because: "the insurer gave no answer that can be read")
        case .unfit:
            .refused(
                because: "the gateway or our own settings do not let 1101 through; compare the "
                    + "account with the insurer's letter")
        // An answer, if no welcome one: who is at the desk sees it and may ask again.
        default: .delivered
        }
    }
}
