import Foundation
import Hospital
import Wires

extension HL7Translation {
    private static let triggers: Set<String> = [
        "A01", "A02", "A03", "A04", "A08", "A11", "A12", "A13",
    ]

    /// What an ADT message tells; nil for triggers that are not supported.
    ///
    /// HL7 v2.5.1 chapter 3. Messages of the inpatient class (PV1-2 `I`) are about stays, all
    /// others about visits, which have no transfers.
    func adt(_ trigger: String, _ message: HL7.Message) throws(Untranslatable) -> [Draft]? {
        guard Self.triggers.contains(trigger) else { return nil }
        let encounter = try Encounter(message, self)
        switch trigger {
        case "A01":
            return try [patient(in: message, .patientRegistered)]
                + (encounter.isInpatient ? encounter.admitted : encounter.opened)
        case "A04":
            return try [patient(in: message, .patientRegistered)] + encounter.opened
        case "A08": return [try patient(in: message, .patientUpdated)]
        case "A02":
            return encounter.isInpatient ? try encounter.transferred(to: [3]) : []
        // §3.3.12: PV1-3 is where the patient was before; some leave it to PV1-6.
        case "A12":
            return encounter.isInpatient ? try encounter.transferred(to: [3, 6]) : []
        case "A03":
            return encounter.isInpatient
                ? try encounter.step(.stayDischarged, "dischargedAt", encounter.dischargedAt)
                : try encounter.closed
        case "A11":
            return encounter.isInpatient
                ? try encounter.step(.stayAdmissionCancelled, "at", encounter.happenedAt)
                : try encounter.closed
        // A visit that ended and goes on after all needs no word of it.
        case "A13":
            return encounter.isInpatient
                ? try encounter.step(.stayDischargeCancelled, "at", encounter.happenedAt) : []
        default: return nil
        }
    }
}
