import Crypto
import Foundation
import Storage

/// Signs what goes out and must come back unchanged: the mark of our own forms, links, questions.
struct Seal: Sendable {
    private let key: SymmetricKey

    /// - Parameter secret: 256 bits, 64 hexadecimal digits.
    init(secret: String) { key = SymmetricKey(data: Data(secret.utf8)) }

    /// The mark of `text` for one purpose.
    func mark(_ text: String, for purpose: String) -> String {
        let signed = Data("\(purpose)\n\(text)".utf8)
        return Data(HMAC<SHA256>.authenticationCode(for: signed, using: key)).hexadecimal
    }

    func isMark(_ mark: String, of text: String, for purpose: String) -> Bool {
        let ours = self.mark(text, for: purpose).utf8
        guard mark.utf8.count == ours.count else { return false }
        return zip(mark.utf8, ours).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// `content` in an address or a form: readable, but not to be changed.
    func close(_ content: some Encodable, for purpose: String) throws -> String {
        let text = try JSONEncoder().encode(content).addressText
        return "\(text).\(mark(text, for: purpose))"
    }

    /// What `close` was given; nil where it is not of our making, or for another purpose.
    func open<Content: Decodable>(
        _ sealed: String, as type: Content.Type, for purpose: String
    ) -> Content? {
        let parts = sealed.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, isMark(parts[1], of: parts[0], for: purpose),
            let data = Data(addressText: parts[0])
        else { return nil }
        return try? JSONDecoder().decode(type, from: data)
    }
}

extension Store {
    /// The seal of the desk, made at the very first start.
    func seal(at now: Date) async throws -> Seal {
        let fresh = Passwords.random(bytes: 32).hexadecimal
        return Seal(
            secret: try await write { transaction in
                try SigningKeys.take("desk", orKeep: fresh, at: now, in: transaction)
            })
    }
}

extension Data {
    /// Base64 for addresses, RFC 4648 §5, without padding.
    var addressText: String {
        base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
            .replacing("=", with: "")
    }

    init?(addressText: String) {
        let text = addressText.replacing("-", with: "+").replacing("_", with: "/")
        self.init(base64Encoded: text + String(repeating: "=", count: (4 - text.count % 4) % 4))
    }
}
