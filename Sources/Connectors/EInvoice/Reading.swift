import Foundation
import Hospital

extension EInvoiceConnector {
    /// The business of a request, or the result and the message of an answer.
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
