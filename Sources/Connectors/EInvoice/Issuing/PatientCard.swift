import Hospital

/// The card that the platform lists a patient's bills under.
struct PatientCard: Hashable, Sendable {
    /// The platform's code, such as 1101.
    let type: String
    let number: String

    init(type: String, number: String) {
        self.type = type
        self.number = number
    }

    /// The identity card if there is one, then the hospital's card, then any other document the
    /// platform has a code for, and in the end the hospital's own number of the patient.
    init(of patient: Patient, codes: SiteCodes) {
        func coded(_ document: Patient.Document) -> PatientCard? {
            codes.cardTypes[document.type].map { PatientCard(type: $0, number: document.number) }
        }
        let card = codes.cardTypes["card"] ?? ""
        self =
            patient.documents.first { $0.type == "resident" }.flatMap(coded)
            ?? patient.cards.first.map { PatientCard(type: card, number: $0) }
            ?? patient.documents.lazy.compactMap(coded).first
            ?? PatientCard(type: card, number: patient.id)
    }
}

extension PatientCard: CustomStringConvertible, CustomDebugStringConvertible {
    var description: String { "a card of type \(type)" }
    var debugDescription: String { description }
}

extension Patient {
    var residentNumber: String? { documents.first { $0.type == "resident" }?.number }

    /// What an error may not quote.
    var secrets: [String] { [name] + cards + documents.map(\.number) + [phone].compactMap { $0 } }
}
