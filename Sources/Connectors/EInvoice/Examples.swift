import Foundation
import Hospital
import Hub
import Wires

extension EInvoiceConnector {
    public static let sample = EInvoiceSettings(campuses: [
        "benbu": CampusAccount(
            url: "http://10.1.2.3:18001", appid: "HOSP0001", key: Secret("${EINVOICE_KEY_BENBU}"),
            places: [
                "window": ["*": "B001", "W03": "B003"], "kiosk": ["*": "K001"],
                "app": ["*": "A001"],
            ])
    ])

    public static let examples: [Example] = []

    /// The business of a request, or the result and message of an answer.
    public static func reading(_ body: Data) throws -> JSON {
        let envelope = try JSON(parsing: body)
        guard let data = envelope.text("data") else { return envelope }
        if envelope["appid"] != nil, let business = Data(base64Encoded: data) {
            return try JSON(parsing: business)
        }
        guard let said = Envelope.said(inBase64: data) else { return envelope }
        let message = try? JSON(parsing: Data(said.message.utf8))
        return ["result": .string(said.result), "message": message ?? .string(said.message)]
    }
}
