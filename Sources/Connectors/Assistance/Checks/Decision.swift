import Foundation
import Hospital

/// What was decided about a patient on an admission, and on which enquiry.
struct Decision: Hashable, Sendable, Identifiable {
    let id: Int
    let patient: String
    let stay: String?
    /// `Insured.fingerprint`; nil where nobody could be asked about.
    let person: String?
    let campus: String
    let at: Date
    let enquiry: Int?
    let state: Verdict.State
    let because: String?
    /// As they were called when it was decided.
    let category: String?
    let categoryName: String?
    let hospital: String?

    /// Whether it says the same of the same, on the same grounds.
    func repeats(_ other: Decision) -> Bool {
        person == other.person && enquiry == other.enquiry && state == other.state
            && because == other.because && category == other.category
            && categoryName == other.categoryName && hospital == other.hospital
    }
}

extension Decision {
    init(
        _ verdict: Verdict, of subject: Subject, person: String?, enquiry: Enquiry?, at now: Date
    ) {
        self.init(
            id: 0, patient: subject.patient.id, stay: subject.stay?.id, person: person,
            campus: subject.campus, at: now, enquiry: enquiry?.id, state: verdict.state,
            because: verdict.because, category: verdict.category?.code,
            categoryName: verdict.category?.name, hospital: verdict.category?.hospital)
    }
}
