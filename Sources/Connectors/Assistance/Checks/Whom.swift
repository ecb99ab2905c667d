import Foundation
import Hospital
import Storage

/// Who the insurer's answer must be about.
enum Whom: Sendable {
    case known(Insured)
    /// Somebody whose number only a credential told us once: their answer of the day can be
    /// found again, but they cannot be asked about anew.
    case sealed(String)
    case nobody(Verdict.Failure)

    var fingerprint: String? {
        switch self {
        case .known(let insured): insured.fingerprint
        case .sealed(let fingerprint): fingerprint
        case .nobody: nil
        }
    }

    /// - Parameters:
    ///   - credential: One that is being saved or was just shown; nil where the records must do.
    ///   - type: What the HIS calls a resident's ID card.
    static func find(
        _ subject: Subject, showing credential: Credential?, type: String,
        in transaction: any Transaction
    ) throws -> Whom {
        let patient = subject.patient
        let documents = try Records.documents(type, of: patient.id, in: transaction)
        if let credential, credential.kind == .resident {
            return try find(patient, showing: credential, documents, in: transaction)
        }
        guard let newest = documents.first else {
            let sealed = try subject.stay.flatMap {
                try Credentials.lastPerson(of: $0.id, patient.id, in: transaction)
            }
            return sealed.map(Whom.sealed) ?? .nobody(.noDocument)
        }
        // What was told later replaces what was told before; of one and the same event nobody
        // knows which is right.
        if documents.dropFirst().contains(where: { $0.boundAt == newest.boundAt }) {
            return .nobody(.twoDocuments)
        }
        guard Insured.isResident(newest.number) else { return .nobody(.unfit) }
        return .known(Insured(number: newest.number, name: patient.name))
    }

    private static func find(
        _ patient: Patient, showing credential: Credential, _ documents: [Records.BoundDocument],
        in transaction: any Transaction
    ) throws -> Whom {
        let number = Insured.plain(number: credential.number)
        let holders = try Records.patients(holdingDocument: number, in: transaction)
        let isOfOther = holders.contains { $0 != patient.id }
        // A number that was corrected since is not the patient's any more.
        let isOwn = documents.contains {
            $0.boundAt == documents.first?.boundAt && Insured.plain(number: $0.number) == number
        }
        guard !isOfOther, isOwn || documents.isEmpty else { return .nobody(.otherDocument) }
        return .known(Insured(number: number, name: patient.name, needsName: !isOwn))
    }
}
