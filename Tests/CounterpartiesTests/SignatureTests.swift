import Testing

@testable import Counterparties

/// The worked examples of the interface description, §2.
struct SignatureTests {
    struct Vector: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let noise: String
        let data: String
        let sign: String
    }

    static let vectors = [
        Vector(
            testDescription: "ascii body", noise: "ibuaiVcKdpRxkhJA",
            data: "eyJiaWxsQmF0Y2hDb2RlIjoiMzUwNjAxMjUiLCJiaWxsTm8iOiIwMDAwMDAwMDAxIn0=",
            sign: "CFA7750957C256A6761421379FD47E7A"),
        Vector(
            testDescription: "chinese body", noise: "0f8fad5bd9cb469fa16570867728950e",
            data: "eyJiaWxsQmF0Y2hDb2RlIjoiMzUwNjAxMjUiLCJiaWxsTm8iOiIwMDAwMDAwMDAxIiwicmVhc29uIjoi"
                + "6YCA5Y+3Iiwib3BlcmF0b3IiOiLlvKDkuIkiLCJidXNEYXRlVGltZSI6IjIwMjUwMTAxMDgzMDAwMTIz"
                + "IiwicGxhY2VDb2RlIjoiQjAwMSJ9",
            sign: "D4F730C502A9E65802DB15A57A8C2FAC"),
        Vector(
            testDescription: "error answer", noise: "resp000000000002",
            data: "eyJyZXN1bHQiOiJFMDAwOCIsIm1lc3NhZ2UiOiI1YmV5NVlheTZaU0E3N3lNNUxpTjZJTzk1WWF5NlpT"
                + "QTVieUE1NldvIn0=",
            sign: "9C589F8068E940C1771ED4DA78F539A9"),
    ]

    @Test(arguments: vectors)
    func `the signature is that of the worked example`(vector: Vector) {
        let sign = Signature.of(
            appid: "TESTHOSP0000001", data: vector.data, noise: vector.noise,
            key: "0123456789abcdef0123456789", version: "1.0")
        #expect(sign == vector.sign)
    }

    @Test func `an error answer is put together as in the worked example`() throws {
        let campus = Campus(
            name: "benbu", appid: "TESTHOSP0000001", key: "0123456789abcdef0123456789",
            placeCodes: [], ordinal: 1)
        let vector = Self.vectors[2]
        let reply = Envelope.answer(
            result: Refusal.alreadyReversed.code, message: Refusal.alreadyReversed.text,
            noise: vector.noise, to: campus)
        let json = try JSON(parsing: reply.body)
        #expect(json["data"]?.text == vector.data)
        #expect(json["sign"]?.text == vector.sign)
    }
}
