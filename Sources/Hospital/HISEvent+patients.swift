extension HISEvent {
    /// A patient as registered or changed; the whole of what the HIS knows, not a difference.
    public struct PatientData: Hashable, Sendable {
        public enum Sex: String, Codable, Sendable {
            case female = "F"
            case male = "M"
            case unknown = "U"
        }

        /// An identity document, such as `resident`.
        public struct Document: Codable, Hashable, Sendable {
            public let type: String
            public let number: String
        }

        public let patient: String
        public let name: String
        public let sex: Sex
        /// `yyyy-MM-dd`, where it is known.
        public let birthDate: String?
        public let phone: String?
        public let address: String?
        public let cards: [String]
        public let documents: [Document]

        init(_ data: Members) throws(Malformed) {
            patient = try data.text("patient", atMost: Bounds.id)
            name = try data.text("name", atMost: Bounds.name)
            // A sex the queue has no use for is no reason to turn the patient away.
            sex = try data.optionalText("sex", atMost: Bounds.id).flatMap(Sex.init) ?? .unknown
            birthDate = try data.optionalDay("birthDate")
            phone = try data.optionalText("phone", atMost: Bounds.card)
            address = try data.optionalText("address", atMost: Bounds.words)
            cards = try data.texts("cards", atMost: Bounds.cards, each: Bounds.card)
            documents = try data.objects("documents", atMost: Bounds.cards)
                .map { document throws(Malformed) in
                    Document(
                        type: try document.text("type", atMost: Bounds.id),
                        number: try document.text("number", atMost: Bounds.card))
                }
        }
    }

    /// A card given to a patient.
    public struct CardData: Hashable, Sendable {
        public let patient: String
        public let card: String

        init(_ data: Members) throws(Malformed) {
            patient = try data.text("patient", atMost: Bounds.id)
            card = try data.text("card", atMost: Bounds.card)
        }
    }
}

/// Patients are never spelled out in a log.
extension HISEvent.PatientData: CustomStringConvertible, CustomDebugStringConvertible {
    public var description: String { "a patient" }
    public var debugDescription: String { description }
}

extension HISEvent.PatientData.Document: CustomStringConvertible, CustomDebugStringConvertible {
    public var description: String { "a document" }
    public var debugDescription: String { description }
}

extension HISEvent.CardData: CustomStringConvertible, CustomDebugStringConvertible {
    public var description: String { "a patient's card" }
    public var debugDescription: String { description }
}
