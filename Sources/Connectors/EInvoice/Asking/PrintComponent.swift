import Foundation
import Hospital

/// What the print component on a workstation takes (interface §7): signed here, so that the key
/// stays here.
struct PrintComponent: Sendable {
    let platform: Platform
    let module: String?

    /// A request that the workstation's browser sends to its own computer.
    func job(_ numbers: Bill.Numbers) -> JSON {
        var business: [String: JSON] = [
            "billBatchCode": .string(numbers.batch), "billNo": .string(numbers.number),
            "random": .string(numbers.random),
        ]
        if let module { business["moduleId"] = .string(module) }
        let sealed = platform.envelope.sealed(
            JSON.object(business).text, noise: platform.noise())
        let payload = Self.payload(method: "printElectBill", params: sealed)
        return [
            "payload": .string(payload),
            "url": .string(
                "http://127.0.0.1:13526/extend?dllName=NontaxIndustry&func=CallNontaxIndustry"
                    + "&payload=\(Self.escaped(payload))"),
        ]
    }

    static func payload(method: String, params: JSON) -> String {
        let job: JSON = ["method": .string(method), "params": params]
        return Data(job.text.utf8).base64EncodedString()
    }

    /// `+`, `/` and `=` occur in Base64 and mean something else in an address.
    private static func escaped(_ payload: String) -> String {
        payload.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? payload
    }
}
