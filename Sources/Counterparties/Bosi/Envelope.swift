import Foundation

/// What travels: signed business content in Base64 (interface §1, §2).
struct Envelope: Sendable {
    let appid: String
    let data: String
    let noise: String
    let version: String
    let sign: String

    /// Reads exactly the five members, all of them text that is not empty; nil otherwise.
    init?(_ json: JSON) {
        guard let members = json.members, members.count == 5,
            let appid = json["appid"]?.text, let data = json["data"]?.text,
            let noise = json["noise"]?.text, let version = json["version"]?.text,
            let sign = json["sign"]?.text,
            ![appid, data, noise, version, sign].contains("")
        else { return nil }
        self.appid = appid
        self.data = data
        self.noise = noise
        self.version = version
        self.sign = sign
    }

    /// The business content; nil where the data is not the Base64 of a JSON object.
    var content: JSON? {
        guard let bytes = Data(base64Encoded: data), let json = try? JSON(parsing: bytes),
            json.members != nil
        else { return nil }
        return json
    }

    /// The answer `result` with `message`, signed for `campus`.
    static func answer(
        result: String, message: String, noise: String, to campus: Campus?, spoiled: Bool = false
    ) -> Reply {
        let inner: JSON = ["result": .string(result), "message": .string(base64(message))]
        let data = base64(inner.serialised)
        // A stranger has no key; what is signed for nobody fits nobody.
        let sign = Signature.of(
            appid: campus?.appid ?? "", data: data, noise: noise, key: campus?.key ?? "",
            version: "1.0")
        return .json([
            "data": .string(data), "noise": .string(noise),
            "sign": .string(spoiled ? String(sign.reversed()) : sign),
        ])
    }

    private static func base64(_ text: String) -> String {
        Data(text.utf8).base64EncodedString()
    }
}
