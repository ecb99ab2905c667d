import Crypto
import Foundation
import Hospital

/// The signed wrapping of every request and every answer (interface §2).
///
/// The key signs and is never sent.
struct Envelope: Sendable {
    /// Of the wrapping, not of the set of fields.
    static let version = "1.0"

    let appid: String
    private let key: String

    init(appid: String, key: String) {
        self.appid = appid
        self.key = key
    }

    /// A request body: the business in Base64, and the signature over it.
    /// - Parameter noise: New for every send, also of the same business.
    func sealed(_ business: String, noise: String) -> JSON {
        let data = Data(business.utf8).base64EncodedString()
        return [
            "appid": .string(appid), "data": .string(data), "noise": .string(noise),
            "version": .string(Self.version), "sign": .string(sign(data: data, noise: noise)),
        ]
    }

    /// Upper-case hex MD5 of the members in their fixed order, nothing URL-encoded.
    func sign(data: String, noise: String) -> String {
        let text =
            "appid=\(appid)&data=\(data)&noise=\(noise)&key=\(key)&version=\(Self.version)"
        return Insecure.MD5.hash(data: Data(text.utf8))
            .map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true) }
            .joined()
    }
}

extension Envelope {
    /// An answer that cannot be believed; what was asked may have been done all the same.
    struct Doubt: Error, Hashable, Sendable {
        let reason: String
    }

    /// What an answer says, once its signature is known to be the platform's.
    struct Said: Hashable, Sendable {
        /// Such as `S0000`.
        let result: String
        /// The decoded message: JSON on success, a word or an error text otherwise.
        let message: String
    }

    func opened(_ body: Data) throws(Doubt) -> Said {
        guard
            let answer = try? JSON(parsing: body), let data = answer.text("data"),
            let noise = answer.text("noise"), let sign = answer.text("sign")
        else { throw Doubt(reason: "the answer is not {data, noise, sign}") }
        guard sign == self.sign(data: data, noise: noise) else {
            throw Doubt(reason: "the answer's signature is wrong")
        }
        guard let said = Self.said(inBase64: data) else {
            throw Doubt(reason: "the answer's data are not {result, message} in Base64")
        }
        return said
    }

    static func said(inBase64 data: String) -> Said? {
        guard
            let bytes = Data(base64Encoded: data), let inner = try? JSON(parsing: bytes),
            let result = inner.text("result")
        else { return nil }
        // [assumed] A message that is no Base64 is literal text.
        let message = inner.text("message") ?? ""
        let decoded = Data(base64Encoded: message).flatMap { String(data: $0, encoding: .utf8) }
        return Said(result: result, message: decoded ?? message)
    }
}

/// The key is never spelled out.
extension Envelope: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    var description: String { "an envelope of \(appid)" }
    var debugDescription: String { description }
    var customMirror: Mirror { Mirror(self, children: []) }
}
